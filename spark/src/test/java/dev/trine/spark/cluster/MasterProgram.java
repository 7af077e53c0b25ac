package dev.trine.spark.cluster;

import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.rpc.RpcEnv;

/** A master on ports that are free, which prints its address. */
public final class MasterProgram {
  private MasterProgram() {}

  public static void main(String[] arguments) {
    RpcEnv environment =
        Master.startRpcEnvAndEndpoint(StandaloneCluster.HOST, 0, 0, new SparkConf())._1();
    System.out.println(environment.address().toSparkURL());
    environment.awaitTermination();
  }
}
