cmake_minimum_required(VERSION 3.22)
# cmake -D source=... -D version=... -P version.cmake
# The version stands in the header; what repeats it has to agree.
file(STRINGS ${source}/packaging/vcpkg/trackwire/vcpkg.json line REGEX "\"version\"")
if(NOT line MATCHES "\"${version}\"")
    message(FATAL_ERROR "packaging/vcpkg/trackwire/vcpkg.json does not say ${version}: ${line}")
endif()
file(STRINGS ${source}/CHANGELOG.md line REGEX "^## ${version}")
if(NOT line)
    message(FATAL_ERROR "CHANGELOG.md has no section for ${version}")
endif()
