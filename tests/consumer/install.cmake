cmake_minimum_required(VERSION 3.22)
# cmake -D build=... -D prefix=... -D include=... -P install.cmake
# Installs into an empty prefix and compares what arrived with what should: every header, the package, the licence.
file(REMOVE_RECURSE ${prefix})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${build} --prefix ${prefix} RESULT_VARIABLE result OUTPUT_QUIET)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "cmake --install ended with ${result}")
endif()

file(GLOB_RECURSE wanted RELATIVE ${include} ${include}/*.hpp)
if(NOT wanted)
    message(FATAL_ERROR "no headers below ${include}")
endif()
list(TRANSFORM wanted PREPEND include/)
list(APPEND wanted share/licenses/trackwire/LICENSE share/cmake/trackwire/trackwire-config.cmake
    share/cmake/trackwire/trackwire-config-version.cmake share/cmake/trackwire/trackwire-targets.cmake)
file(GLOB_RECURSE got RELATIVE ${prefix} ${prefix}/*)
list(SORT wanted)
list(SORT got)
if(NOT wanted STREQUAL got)
    message(FATAL_ERROR "installed\n  ${got}\nwanted\n  ${wanted}")
endif()
