package dev.trine.spark.cluster;

import dev.trine.spark.SparkRecord;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests on a cluster of processes, which they may have as a parameter. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("cluster")
@EnabledOnOs({OS.LINUX, OS.MAC})
@ExtendWith({SparkRecord.class, Cluster.class})
@interface ClusterTest {}
