# Starts Java: what the launchers of a checkout and of a bundle have in common. They set java, java_home, jar, archive (of
# classes, which need not be there) and options (words without blanks) and read this with the command line as parameters. It is for any POSIX shell and no other program.

# OpenCL drivers that contain LLVM take the JVM's signal handlers away, unless libjsig chains them.
# An automatic choice passes such drivers over, so only commands that name OpenCL need it.
touches_opencl() {
  case ${1:-} in
    devices) return 0 ;;
    check)
      case " $* " in
        *" cpu "* | *" cuda"*) ;;
        *) return 0 ;;
      esac
      ;;
  esac
  case "$* ${TRINE_BACKEND:-}" in
    *[oO][pP][eE][nN][cC][lL]*) return 0 ;;
  esac
  return 1
}

# Whether it is there, which it is on Linux alone, and can be named in a variable that is split at colons and blanks.
preloadable() {
  case ${LD_PRELOAD:-} in *libjsig*) return 1 ;; esac
  case $1 in *[:\ ]*) return 1 ;; esac
  [ -f "$1" ]
}

jsig=$java_home/lib/libjsig.so
if preloadable "$jsig" && touches_opencl "$@"; then
  export LD_PRELOAD="$jsig${LD_PRELOAD:+:$LD_PRELOAD}"
fi

# A JVM that cannot use the archive, since it is another or the jar is, does without, and is not to say so.
shared=
if [ -s "$archive" ]; then shared=$archive; fi

terminal=false
if [ -t 1 ]; then terminal=true; fi
# shellcheck disable=SC2086 # options and JAVA_OPTS hold several words
exec "$java" \
  --enable-native-access=ALL-UNNAMED -XX:+UseParallelGC \
  -Dtrine.terminal=$terminal \
  -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
  -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 \
  ${shared:+"-XX:SharedArchiveFile=$shared" "-Xlog:cds*=off"} \
  $options ${JAVA_OPTS:-} -jar "$jar" "$@"
