// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Bofan PT trackers: everything.

#include <trackwire/bofan/codec.hpp>
#include <trackwire/bofan/commands.hpp>
#include <trackwire/bofan/encode.hpp>
