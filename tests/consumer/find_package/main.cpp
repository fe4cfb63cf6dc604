// SPDX-License-Identifier: MIT
#include <cstdio>
#include <cstring>
#include <trackwire/trackwire.hpp>

const char* version_seen_elsewhere();

int main() {
    if (std::strcmp(version_seen_elsewhere(), TRACKWIRE_VERSION) != 0) return 1;
    std::printf("trackwire %s twice\n", TRACKWIRE_VERSION);
    return 0;
}
