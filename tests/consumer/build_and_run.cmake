cmake_minimum_required(VERSION 3.22)
# cmake -D source=... -D build=... -D prefix=... -D trackwire=... -D generator=... -D compiler=... -D version=...
#       -P build_and_run.cmake
file(REMOVE_RECURSE ${build})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${source} -B ${build} -G ${generator} -D CMAKE_CXX_COMPILER=${compiler}
    -D CMAKE_PREFIX_PATH=${prefix} -D CMAKE_FIND_USE_PACKAGE_REGISTRY=OFF -D TRACKWIRE_SOURCE=${trackwire}
    -D TRACKWIRE_EXPECTED_VERSION=${version} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "the project does not configure")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} --build ${build} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "the project does not build")
endif()
execute_process(COMMAND ${build}/consumer RESULT_VARIABLE result OUTPUT_VARIABLE output OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT result EQUAL 0 OR NOT output STREQUAL "trackwire ${version} twice")
    message(FATAL_ERROR "the program ended with ${result} and said \"${output}\"")
endif()
