@echo off
rem Myelin's launcher for Windows; see the file "myelin" beside it for the commands.
rem From the environment: MYELIN_JAVA_HOME, MYELIN_HEAP, MYELIN_VECTOR, MYELIN_JAVA_OPTS,
rem MYELIN_PYTHON, as there; MYELIN_MPICH5 is for tests of MPI, which are not for Windows.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "dist=%root%\target\dist"
set "stamp=%root%\target\launcher.stamp"
set "MYELIN_ROOT=%root%"

rem --- the options before the command; cmd itself takes "--heap=2g" for "--heap 2g"
set "heap=%MYELIN_HEAP%"
set "yes="
set "installed="
:option
if "%~1"=="--heap" (
  set "heap=%~2"
  if "%~2"=="" goto bad_heap
  goto next_option
)
if "%~1"=="--models" (
  call :add_models "%~2" || exit /b 2
  goto next_option
)
if "%~1"=="--checkpoint" (
  set "MYELIN_CHECKPOINT=%~2"
  if "%~2"=="" goto no_value
  goto next_option
)
if "%~1"=="--checkpoint-every" (
  set "MYELIN_CHECKPOINT_EVERY=%~2"
  if "%~2"=="" goto no_value
  goto next_option
)
if "%~1"=="--checkpoint-on-stop" (
  set "MYELIN_CHECKPOINT_ON_STOP=yes"
  shift /1
  goto option
)
if "%~1"=="--live" goto live
if "%~1"=="--yes" (
  set "yes=yes"
  shift /1
  goto option
)
goto options_done
:next_option
shift /1
shift /1
goto option
:live
set "MYELIN_LIVE=0"
shift /1
echo(%~1| findstr /r /x "[0-9][0-9]*" >nul && (
  set "MYELIN_LIVE=%~1"
  shift /1
)
goto option
:no_value
>&2 echo myelin: %~1 needs a value
exit /b 1
:options_done
set "when=%MYELIN_CHECKPOINT_EVERY%%MYELIN_CHECKPOINT_ON_STOP%"
if defined when if not defined MYELIN_CHECKPOINT (
  >&2 echo myelin: --checkpoint FILE says where to save the network
  exit /b 1
)
if defined MYELIN_CHECKPOINT if not defined when (
  >&2 echo myelin: --checkpoint-every MS or --checkpoint-on-stop says when to save the network
  exit /b 1
)

rem --- the heap
set "given_heap=%heap%"
if defined heap (echo %heap%| findstr /r /i /x "[0-9][0-9]*[kmgt]" > nul || goto bad_heap)
if defined heap (set "heap=-Xmx%heap%") else (set "heap=-XX:MaxRAMPercentage=70")

rem --- the command and its words, as they were written
set "command=%~1"
set args=%1
if not [%1]==[] shift /1
if not "%command%"=="run" if not "%command%"=="models" goto command_done
if not "%~1"=="--models" goto command_done
call :add_models "%~2" || exit /b 2
shift /1
shift /1
:command_done
set "file=%~1"
set rest=
:words
if [%1]==[] goto words_done
set rest=%rest% %1
shift /1
goto words
:words_done
set args=%args%%rest%

rem --- the script that pynest is to run, looked at before anything is built for it
set "script="
if "%command%"=="pynest" call :find_script %rest%
rem No path stands unquoted in a block, which a parenthesis in its name would end.
if not defined script goto script_there
if exist "%script%" goto script_there
>&2 echo myelin: no such file: %script%
exit /b 2
:script_there

rem --- the JDK
:find_jdk
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
if not defined jdk if defined yes if not defined installed (
  set "installed=yes"
  >&2 winget install --exact --id EclipseAdoptium.Temurin.25.JDK
  goto find_jdk
)
if not defined jdk (
  >&2 echo myelin: found no JDK 25 or newer, the development kit with javac. Install one, as --yes does before a command, such as
  >&2 echo   Eclipse Temurin 25:  winget install EclipseAdoptium.Temurin.25.JDK
  >&2 echo One in an unusual folder is found when MYELIN_JAVA_HOME or JAVA_HOME names that folder.
  exit /b 1
)
set "JAVA_HOME=%jdk%"

set "testing="
if "%command%"=="test" if not "%file%"=="--help" if not "%file%"=="-h" set "testing=yes"
if defined testing if not "%file%"=="" if not "%file:~0,1%"=="-" (
  >&2 echo myelin: the tests of one name are run by the launcher of other systems; here by mvn, as CONTRIBUTING.md tells
  exit /b 2
)
if not defined testing goto tested
call :find_maven
pushd "%root%"
call "%mvn%" -B -ntp %rest% verify
if errorlevel 1 goto leave
popd
:tested
if "%command%"=="run" if not "%file%"=="" if not "%file:~0,1%"=="-" if not exist "%file%" goto no_file

rem --- the build
call :is_built && goto built
call :find_maven
>&2 echo myelin: building ...
if not exist "%root%\target" mkdir "%root%\target"
if exist "%dist%" rmdir /s /q "%dist%"
type nul > "%stamp%.new"
pushd "%root%"
call "%mvn%" -q -B -Dfast -DskipTests -pl examples -am package > "%root%\target\launcher-build.log" 2>&1
if errorlevel 1 goto build_failed
popd
move /y "%stamp%.new" "%stamp%" > nul
>&2 echo myelin: built
:built

if defined testing goto test_python
if "%command%"=="pynest" if not "%file%"=="" if not "%file%"=="-h" if not "%file%"=="--help" goto pynest
if "%command%"=="fuzz" goto fuzz
if "%command%"=="server" goto server
set "module="
if "%command%"=="conformance" set "module=conformance"
if "%command%"=="jmh" set "module=benchmarks"
call :read_options
if defined module goto extra
if "%command%"=="run" if not "%file%"=="" if not "%file:~0,1%"=="-" goto run_file
if "%command%"=="jshell" if not "%file%"=="-h" if not "%file%"=="--help" goto jshell
"%jdk%\bin\java" %options% %heap% %MYELIN_JAVA_OPTS% -cp "%dist%\lib\*" myelin.cli.Main %args%
exit /b %errorlevel%

:run_file
set "modules="
for %%F in ("%dist%\lib\*.jar") do call :add_module "%%~fF" "%%~nF"
"%jdk%\bin\java" %options% %heap% %MYELIN_JAVA_OPTS% --module-path "%modules:~1%" --add-modules myelin,myelin.analysis,myelin.cli,myelin.sonata %rest%
exit /b %errorlevel%

:jshell
set "modules="
for %%F in ("%dist%\lib\*.jar") do call :add_module "%%~fF" "%%~nF"
"%jdk%\bin\jshell" %there% -R%heap% --module-path "%modules:~1%" --add-modules myelin,myelin.analysis,myelin.cli,myelin.sonata --startup DEFAULT --startup "%root%\imports.jsh" %rest%
exit /b %errorlevel%

rem a program that is no part of the distribution
:extra
call :find_maven
pushd "%root%"
call "%mvn%" -q -B -Dfast -DskipTests -pl %module% -am package 1>&2
if errorlevel 1 goto leave
popd
set "made=%root%\%module%\target\fast"
"%jdk%\bin\java" %options% %heap% %MYELIN_JAVA_OPTS% "-Dmyelin.root=%root%" -cp "%made%\classes;%made%\lib\*" myelin.%module%.Main %rest%
exit /b %errorlevel%

rem the protocol of NEST Server; see docs/server.md
:server
call :find_python || exit /b 1
for %%P in (starlette uvicorn RestrictedPython) do call :install %%P
set "MYELIN_JAVA_HOME=%jdk%"
if defined given_heap set "MYELIN_HEAP=%given_heap%"
if defined PYTHONPATH set "PYTHONPATH=%root%\python\src;%PYTHONPATH%"
if not defined PYTHONPATH set "PYTHONPATH=%root%\python\src"
"%python%" -m myelin.server %rest%
exit /b %errorlevel%

rem random scenarios on Myelin and on the NEST of another Python
:fuzz
call :find_python || exit /b 1
set "MYELIN_JAVA_HOME=%jdk%"
if defined PYTHONPATH set "PYTHONPATH=%root%\python;%root%\python\src;%PYTHONPATH%"
if not defined PYTHONPATH set "PYTHONPATH=%root%\python;%root%\python\src"
"%python%" -m fuzz %rest%
exit /b %errorlevel%

:pynest
call :find_python || exit /b 1
if defined script call :install_named
call :is_pytest %rest% && call :install pytest
call :python_on_myelin %rest%
exit /b %errorlevel%

:test_python
call :find_python || exit /b 1
for %%P in (pytest scipy matplotlib pandas PyNN csa h5py libsonata mpi4py nbclient ipykernel elephant nixio nir jjava) do call :install %%P
for %%P in (starlette uvicorn RestrictedPython nest-client pynwb) do call :install %%P
set "MPLBACKEND=Agg"
call :python_on_myelin -m pytest -q -p no:cacheprovider "%root%\python\tests"
exit /b %errorlevel%

:leave
set "status=%errorlevel%"
popd
exit /b %status%

rem --- subroutines

:no_file
>&2 echo myelin: no such file: %file%
exit /b 2

:build_failed
popd
>&2 findstr /b /c:"[ERROR]" "%root%\target\launcher-build.log"
>&2 echo myelin: the build failed; all it said is in %root%\target\launcher-build.log
exit /b 1

:bad_heap
>&2 echo myelin: the heap must be a number of mebibytes or gibibytes such as 900m or 12g, not '%heap%'
exit /b 2

rem the folder or file %1 of models in NESTML, for the program and for Python
:add_models
if "%~1"=="" (
  >&2 echo myelin: --models needs a folder or file
  exit /b 1
)
if not exist "%~f1" goto no_models
set "MYELIN_MODELS=%~f1"
exit /b 0
:no_models
>&2 echo myelin: no such file or folder of models: %~1
exit /b 1

:add_module
set "name=%~2"
if not "%name:~0,16%"=="myelin-examples-" set "modules=%modules%;%~1"
exit /b 0

rem the options of java in the file jvm.options, WHEN OPTION a line, which says why; in %there% for the Java of jshell
:read_options
set "vectors=no"
for %%C in (bench conformance example jmh jshell resume run) do if "%command%"=="%%C" set "vectors=yes"
if "%MYELIN_VECTOR%"=="off" set "vectors=no"
if "%command%"=="run" if not "%file:~0,1%"=="-" goto help_done
call :asks_help %rest% && set "vectors=no"
:help_done
set "options="
set "there="
if "%vectors%"=="no" call :add_option -Dmyelin.vector=off
for /f "usebackq eol=# tokens=1,*" %%A in ("%root%\jvm.options") do (
  if "%%A"=="always" call :add_option "%%B"
  if "%%A"=="vectors" if "%vectors%"=="yes" call :add_option "%%B"
)
exit /b 0

rem whether an option among the words asks for help, which is given without vectors, of which Java warns
:asks_help
if "%~1"=="" exit /b 1
if "%~1"=="-h" exit /b 0
if "%~1"=="--help" exit /b 0
shift /1
goto asks_help

:add_option
set "options=%options% %~1"
set "there=%there% -R%~1"
exit /b 0

rem Python on Myelin, with the arguments given
:python_on_myelin
set "MYELIN_JAVA_HOME=%jdk%"
if defined given_heap set "MYELIN_HEAP=%given_heap%"
if defined PYTHONPATH set "PYTHONPATH=%root%\python\src;%PYTHONPATH%"
if not defined PYTHONPATH set "PYTHONPATH=%root%\python\src"
"%python%" -m myelin %*
exit /b %errorlevel%

rem whether the Python %1 has what Myelin needs
:has_packages
"%~1" -c "import sys, jpype, numpy; sys.exit(sys.version_info < (3, 9) or tuple(map(int, jpype.__version__.split('.')[:2])) < (1, 5))" > nul 2>&1
exit /b %errorlevel%

rem A Python with what Myelin needs, in %python%: the one that MYELIN_PYTHON names if it has all that,
rem else one in an environment of its own, made once, and again when it needs other packages.
:find_python
set "python=%MYELIN_PYTHON%"
if defined python call :has_packages "%python%" && exit /b 0
set "base=python"
if defined MYELIN_PYTHON set "base=%MYELIN_PYTHON%"
set "own=%root%\target\python"
set "log=%root%\target\python.log"
set "python=%own%\Scripts\python.exe"
if exist "%own%\stamp" powershell -NoProfile -Command "$r = $env:MYELIN_ROOT; if ((Get-Item -LiteralPath \"$r\target\python\stamp\").LastWriteTime -lt (Get-Item -LiteralPath \"$r\python\pyproject.toml\").LastWriteTime) { exit 1 }" && exit /b 0
"%base%" -c "import sys; sys.exit(sys.version_info < (3, 9))" > nul 2>&1
if errorlevel 1 (
  >&2 echo myelin: needs Python 3.9 or newer for that: winget install Python.Python.3.13
  >&2 echo One in an unusual place is used when MYELIN_PYTHON names it.
  exit /b 1
)
>&2 echo myelin: making an environment for Python, as this is its first use ...
if exist "%own%" rmdir /s /q "%own%"
"%base%" -m venv "%own%" > "%log%" 2>&1
if errorlevel 1 goto no_environment
"%python%" -m pip install -q "JPype1>=1.5" "numpy>=1.22" >> "%log%" 2>&1
if errorlevel 1 goto no_environment
type nul > "%own%\stamp"
exit /b 0

rem the script among the words of pynest, in %script%; there is none after -m, -c and the like
:find_script
if "%~1"=="" exit /b 0
if not "%~1"=="--api" if not "%~1"=="--models" goto script_found
shift /1
shift /1
goto find_script
:script_found
set "word=%~1"
if not "%word:~0,1%"=="-" set "script=%~1"
exit /b 0

rem whether -m pytest is among the words given
:is_pytest
if "%~1"=="" exit /b 1
if "%~1"=="-m" if "%~2"=="pytest" exit /b 0
shift /1
goto is_pytest

rem adds what the script speaks of, whole words as findstr sees them
:install_named
call :install_if scipy scipy nir
call :install_if pandas pandas
call :install_if pytest pytest
call :install_if matplotlib matplotlib pylab raster_plot voltage_trace visualization PlotLayer PlotTargets PlotSources
call :install_if PyNN pyNN
call :install_if neo neo
call :install_if nir nir
exit /b 0

rem the package %1 if the script has one of the words that follow
:install_if
set "package=%~1"
:next_word
if "%~2"=="" exit /b 0
findstr /r /c:"\<%~2\>" "%script%" > nul && goto install_package
shift /2
goto next_word
:install_package
call :install %package%
exit /b 0

rem Adds the package %1 to Myelin's own environment, unless it is there, or could not be installed today; another
rem Python is left as it is. The folders of what is installed have _ for -.
:install
if not "%python%"=="%root%\target\python\Scripts\python.exe" exit /b 0
set "name=%~1"
if exist "%own%\Lib\site-packages\%name:-=_%-*.dist-info" exit /b 0
forfiles /p "%own%" /m "without-%name%" /d +0 > nul 2>&1 && exit /b 0
>&2 echo myelin: installs %name% there, by pip ...
"%python%" -m pip install -q %name% >> "%log%" 2>&1 && exit /b 0
>&2 echo myelin: goes on without %name%, which pip could not install, and tries again tomorrow
type nul > "%own%\without-%name%"
exit /b 0

:no_environment
if exist "%own%" rmdir /s /q "%own%"
>&2 echo myelin: could not install JPype1 and numpy, perhaps as there is no network; what was said is in
>&2 echo   %log%
call :has_packages "%base%"
if not errorlevel 1 (
  set "python=%base%"
  exit /b 0
)
>&2 echo Try again when pip finds packages: with a network, or another index in PIP_INDEX_URL. Or name a
>&2 echo Python that has JPype1, 1.5 or newer, and numpy, in MYELIN_PYTHON; it is then used as it is.
exit /b 1

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

rem Maven, in %mvn%: the one of this machine, else the one that the wrapper gets from Maven Central, once
:find_maven
set "mvn=mvn"
where mvn > nul 2>&1 || set "mvn=%root%\mvnw.cmd"
exit /b 0

rem whether the build is there and no source is newer
:is_built
if not exist "%stamp%" exit /b 1
if not exist "%dist%\lib" exit /b 1
powershell -NoProfile -Command "$t = (Get-Item -LiteralPath \"$env:MYELIN_ROOT\target\launcher.stamp\").LastWriteTime; $r = $env:MYELIN_ROOT; $s = @(Get-ChildItem -Path \"$r\pom.xml\", \"$r\*\pom.xml\", \"$r\jvm.options\") + @(Get-ChildItem -Path \"$r\*\src\main\" -Recurse); if ($s | Where-Object { $_.LastWriteTime -gt $t }) { exit 1 }"
exit /b %errorlevel%
