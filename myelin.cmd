@echo off
rem Myelin's launcher for Windows; see the file "myelin" beside it for the commands.
rem From the environment: MYELIN_JAVA_HOME, MYELIN_HEAP, MYELIN_JAVA_OPTS, as there.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "dist=%root%\target\dist"
set "stamp=%root%\target\launcher.stamp"

rem --- the heap
set "heap=%MYELIN_HEAP%"
if "%~1"=="--heap" (
  set "heap=%~2"
  shift /1
  shift /1
)
if defined heap (set "heap=-Xmx%heap%") else (set "heap=-XX:MaxRAMPercentage=70")

rem --- the words after that, as they were written
set "command=%~1"
set "file=%~2"
set args=
set rest=
set /a count=0
:words
if [%1]==[] goto words_done
set args=%args% %1
set /a count+=1
if %count% gtr 1 set rest=%rest% %1
shift /1
goto words
:words_done

rem --- the JDK
set "jdk="
if defined MYELIN_JAVA_HOME (
  call :try_jdk "%MYELIN_JAVA_HOME%"
  goto jdk_done
)
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
if defined jdk goto jdk_done
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try_jdk "%%~dp$PATH:J.."
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Zulu\zulu-*" "%ProgramFiles%\Amazon Corretto\jdk*" "%USERPROFILE%\.jdks\*") do if not defined jdk call :try_jdk "%%~D"
:jdk_done
if not defined jdk (
  >&2 echo myelin: found no JDK 25 or newer, the development kit with javac. Install one, such as
  >&2 echo   Eclipse Temurin 25:  winget install EclipseAdoptium.Temurin.25.JDK
  >&2 echo One in an unusual folder is found when MYELIN_JAVA_HOME or JAVA_HOME names that folder.
  exit /b 1
)
set "JAVA_HOME=%jdk%"

if "%command%"=="test" if not "%file%"=="--help" if not "%file%"=="-h" (
  call :need_maven || exit /b 1
  pushd "%root%"
  call mvn -B -ntp %rest% verify
  goto leave
)
if "%command%"=="run" if not "%file%"=="" if not "%file:~0,1%"=="-" if not exist "%file%" (
  >&2 echo myelin: no such file: %file%
  exit /b 2
)

rem --- the build
call :is_built && goto built
call :need_maven || exit /b 1
>&2 echo myelin: building ...
if not exist "%root%\target" mkdir "%root%\target"
if exist "%dist%" rmdir /s /q "%dist%"
type nul > "%stamp%.new"
pushd "%root%"
call mvn -q -B -Dfast -DskipTests -pl examples -am package > "%root%\target\launcher-build.log" 2>&1
if errorlevel 1 (
  popd
  >&2 findstr /b /c:"[ERROR]" "%root%\target\launcher-build.log"
  >&2 echo myelin: the build failed; all it said is in %root%\target\launcher-build.log
  exit /b 1
)
popd
move /y "%stamp%.new" "%stamp%" > nul
>&2 echo myelin: built
:built

if "%command%"=="run" if not "%file%"=="" if not "%file:~0,1%"=="-" goto run_file
"%jdk%\bin\java" -XX:+UseSerialGC -Xmn32m -XX:PretenureSizeThreshold=1m %heap% --add-modules jdk.incubator.vector %MYELIN_JAVA_OPTS% -cp "%dist%\lib\*" myelin.cli.Main %args%
exit /b %errorlevel%

:run_file
set "modules="
for %%F in ("%dist%\lib\*.jar") do call :add_module "%%~fF" "%%~nF"
"%jdk%\bin\java" -XX:+UseSerialGC -Xmn32m -XX:PretenureSizeThreshold=1m %heap% %MYELIN_JAVA_OPTS% --module-path "%modules:~1%" --add-modules myelin,myelin.analysis,myelin.cli %rest%
exit /b %errorlevel%

:leave
set "status=%errorlevel%"
popd
exit /b %status%

rem --- subroutines

:add_module
set "name=%~2"
if not "%name:~0,9%"=="examples-" set "modules=%modules%;%~1"
exit /b 0

rem takes the folder %1 for the JDK when it is one of release 25 or newer
:try_jdk
if not exist "%~f1\bin\javac.exe" exit /b 1
if not exist "%~f1\release" exit /b 1
set "version="
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~f1\release"') do set "version=%%~V"
set "version=%version:"=%"
if not defined version exit /b 1
if %version% geq 25 set "jdk=%~f1"
exit /b 0

:need_maven
where mvn > nul 2>&1 && exit /b 0
>&2 echo myelin: needs Maven, the command mvn. Get it from https://maven.apache.org and put it on PATH.
exit /b 1

rem whether the build is there and no source is newer
:is_built
if not exist "%stamp%" exit /b 1
if not exist "%dist%\lib" exit /b 1
set "MYELIN_ROOT=%root%"
powershell -NoProfile -Command "$t = (Get-Item -LiteralPath \"$env:MYELIN_ROOT\target\launcher.stamp\").LastWriteTime; $r = $env:MYELIN_ROOT; $s = @(Get-ChildItem -Path \"$r\pom.xml\", \"$r\*\pom.xml\") + @(Get-ChildItem -Path \"$r\*\src\main\" -Recurse); if ($s | Where-Object { $_.LastWriteTime -gt $t }) { exit 1 }"
exit /b %errorlevel%
