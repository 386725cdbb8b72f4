@echo off
rem Starts Splitboard: without arguments the workbench's window, with arguments the command line.
rem Builds what is missing or older than its sources first. Works from any folder.
setlocal EnableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "app=%root%\app\target\splitboard"
set "bundle=%root%\remote\agent\target\bundle"

set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -version 2>&1 | findstr /r /c:"version .17\." >nul
if errorlevel 1 (
  echo splitboard: Java 17 is needed: install a JDK 17, for example from adoptium.net, and set JAVA_HOME. 1>&2
  exit /b 2
)

call :find_jar
set "why=building, which takes some minutes the first time..."
if not defined jar goto build
if defined SPLITBOARD_NO_BUILD goto built
if not exist "%app%\lib" goto build
if not exist "%bundle%" goto build
set "why=the sources are newer than what was built: building..."
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:jar).LastWriteTime; Set-Location -LiteralPath $env:root; $newer = Get-ChildItem -Recurse -File pom.xml, planner, remote, app, assets | Where-Object { $_.FullName -notmatch '[\\/](target|test)[\\/]' -and $_.LastWriteTime -gt $built } | Select-Object -First 1; if ($newer) { exit 1 }"
if not errorlevel 1 goto built
:build
echo splitboard: %why% 1>&2
pushd "%root%"
call mvnw.cmd -q -DskipTests package 1>&2
set "failed=%errorlevel%"
popd
if not "%failed%"=="0" (
  echo splitboard: the build failed; what went wrong stands above. 1>&2
  exit /b 2
)
call :find_jar
powershell -NoProfile -Command "(Get-Item -LiteralPath $env:jar).LastWriteTime = Get-Date"
:built

rem JavaFX goes on the module path. Its jars are on the class path too, where the modules hide them.
set "modules="
pushd "%app%\lib"
for %%f in (javafx-*.jar) do set "modules=!modules!;%app%\lib\%%f"
popd
set "window="
set "open="
rem A project's folder alone opens it.
if not "%~1"=="" if exist "%~1\project.json" set "open=window"
if "%~1"=="" set "window=1"
if defined open set "window=1"
if "%~1"=="window" set "window=1"

rem Most commands are over before a second compiler pays; searches are not.
set "compiler=-XX:TieredStopAtLevel=1"
if "%~1"=="solve" set "compiler=-XX:+TieredCompilation"
if "%~1"=="bench" set "compiler=-XX:+TieredCompilation"

rem ONNX Runtime does not survive command lines of more than 4 kB where the system keeps them in a file.
set "line=%jar%%app%%root%%bundle%%modules%%*"
set "excess=%line:~3600%"
if defined excess (
  echo splitboard: the command line is too long: name a folder instead of many files, or move Splitboard to a folder with a shorter path. 1>&2
  exit /b 2
)

rem ONNX Runtime otherwise reports every session to its maker.
set "ORT_DISABLE_TELEMETRY=1"
set "options=-Xmx3g "-Dsplitboard.root=%root%" "-Dsplitboard.agent=%bundle%""
if defined window (
  "%java%" %options% --module-path "%modules:~1%" --add-modules javafx.controls,javafx.swing --add-exports javafx.base/com.sun.javafx.event=ALL-UNNAMED -cp "%jar%;%app%\lib\*" io.splitboard.app.cli.Splitboard %open% %*
) else (
  "%java%" %options% -XX:+UseSerialGC %compiler% -cp "%jar%;%app%\lib\*" io.splitboard.app.cli.Splitboard %*
)
exit /b %errorlevel%

:find_jar
set "jar="
if not exist "%root%\app\target" exit /b
pushd "%root%\app\target"
for %%f in (splitboard-app-*.jar) do set "jar=%root%\app\target\%%f"
popd
exit /b
