// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Everything of Jointech.

#include <trackwire/jointech/commands.hpp>
#include <trackwire/jointech/dollar.hpp>
#include <trackwire/jointech/encode.hpp>
#include <trackwire/jointech/jt705.hpp>
#include <trackwire/jointech/jt709.hpp>
#include <trackwire/jointech/sms.hpp>
#include <trackwire/jointech/text.hpp>
