@echo off
rem Runs the command line; builds it first where it was not built. After a change of the sources,
rem delete cli\target\trine.jar. Needs Java 17 or later, and Maven to build. Heeds JAVA_HOME.
setlocal
set "ROOT=%~dp0"
set "JAR=%ROOT%cli\target\trine.jar"
set "LOG=%TEMP%\trine-build.log"

if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
) else (
  set "JAVA=java"
)
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo trine: there is no Java; install a JDK of version 17 or later, or set JAVA_HOME 1>&2
  exit /b 1
)

if exist "%JAR%" goto run
where mvn >nul 2>&1
if errorlevel 1 (
  echo trine: there is no mvn on the PATH; install Maven 3.8 or later, once, to build Trine 1>&2
  exit /b 1
)
echo building Trine (first use, a minute or two)... 1>&2
pushd "%ROOT%"
call mvn -q -B -T 1C -DskipTests -Dspotless.check.skip=true package -pl cli -am >"%LOG%" 2>&1
set "STATUS=%ERRORLEVEL%"
popd
if not "%STATUS%"=="0" (
  type "%LOG%" 1>&2
  echo trine: the build failed; its output is above and in %LOG% 1>&2
  exit /b 1
)

:run
"%JAVA%" --enable-native-access=ALL-UNNAMED -XX:+UseParallelGC %JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
