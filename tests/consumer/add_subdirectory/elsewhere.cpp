// SPDX-License-Identifier: MIT
#include <trackwire/trackwire.hpp>

const char* version_seen_elsewhere();
const char* version_seen_elsewhere() { return TRACKWIRE_VERSION; }
