// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The one place of the version; the build reads it from here.

#define TRACKWIRE_VERSION "0.1.0"
#define TRACKWIRE_VERSION_MAJOR 0
#define TRACKWIRE_VERSION_MINOR 1
#define TRACKWIRE_VERSION_PATCH 0
