// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The far end of a connection or of an exchange of datagrams.

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <trackwire/trackwire.hpp>

#include "support/recorder.hpp"

namespace support {

/// Its name in the records, and what is remembered of it.
struct peer {
    std::string flow{};
    trackwire::history<> memory{};
    trackwire::session state{};  ///< of datagrams; a stream has its own
    bool told = false;           ///< that the device has changed: a gateway does that, a lone tracker does not

    /// Calls `decode(sink)` and keeps the lines. No answers if that fails: nothing can be kept any more.
    template <class Decode>
    [[nodiscard]] harvest take(recorder& records, Decode&& decode) {
        harvest got;
        decode([&](const trackwire::message& m) {
            records.take(got, m, flow);
            if (!m.identity_changed || std::exchange(told, true)) return;
            const auto id = m.fixed<24>(trackwire::attribute::device_id);
            records.complain(fmt::format("{}: another device on the same connection: {}", flow,
                                         id.empty() ? "no id" : std::string_view(id)));
        });
        if (!records.keep(got)) got.replies.clear();
        return got;
    }
};

}  // namespace support
