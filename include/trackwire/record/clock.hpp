// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Clocks whose zone is not proven: `time.local` as the device shows it, or `time` once the caller names the zone.

#include <trackwire/core/session.hpp>
#include <trackwire/core/time.hpp>
#include <trackwire/record/message.hpp>

namespace trackwire::inline v0 {

/// Which attribute such a clock becomes.
[[nodiscard]] constexpr attribute unproven_time(const settings& conf) noexcept {
    return conf.has_zone ? attribute::time : attribute::time_local;
}

/// Sets the time of a message from such a clock.
constexpr void set_unproven_time(message& m, time_ms clock, const settings& conf) noexcept {
    m.set(unproven_time(conf), conf.has_zone ? clock - conf.zone_minutes * time_ms{60'000} : clock);
}

}  // namespace trackwire::inline v0
