// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// All commands to Jointech devices, and their answers (docs/commands.md). A command is a value with named parameters:
///
///     std::uint8_t wire[64];
///     const auto n = jointech::p04_set{.upload_s = 60, .wake_min = 30}.encode(wire, sizeof wire);  // (P04,1,60,30)
///
/// The library sends nothing: queue a command and send it behind the next frame of the device, because a sleeping one
/// has no connection. Commands whose `effect` is physical must not be sent again by a program on its own.
/// Source: jointech.md 11.

#include <trackwire/jointech/commands_access.hpp>
#include <trackwire/jointech/commands_ack.hpp>
#include <trackwire/jointech/commands_base.hpp>
#include <trackwire/jointech/commands_p.hpp>
#include <trackwire/jointech/commands_report.hpp>
#include <trackwire/jointech/commands_wlnet.hpp>
