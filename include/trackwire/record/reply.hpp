// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The answer that a message wants, as data: the library never sends. The program encodes it inside the sink's call,
/// keeps the record, and sends the bytes then, because a device erases its copy when it is acknowledged.

#include <trackwire/core/escape.hpp>
#include <trackwire/core/output.hpp>
#include <trackwire/core/time.hpp>

namespace trackwire::inline v0 {

class reply;

/// How a reply is to be written.
struct reply_options {
    maybe<time_ms> now{};  ///< UTC now; without it a text shows the placeholder of the reference
    bool mask = false;     ///< write `******` for a password
};

/// Writes the bytes of a reply.
using reply_encoder = void (*)(const reply&, const reply_options&, byte_output&);

/// Empty (no answer) or an encoder with what it needs from the message.
class reply {
public:
    reply_encoder encoder = nullptr;
    wire_view subject;  ///< bytes of the frame that are repeated in the answer (identity, password, prefix)
    bytes_view extra;   ///< bytes of the caller that the answer carries (a token); as long-lived as the settings
    std::uint32_t numbers[3] = {};
    bool binary = false;      ///< not printable: shown as hex
    bool secret = false;      ///< holds a password
    bool needs_time = false;  ///< holds the time of day

    [[nodiscard]] explicit constexpr operator bool() const noexcept { return encoder != nullptr; }

    /// Writes the answer into `out`. Errors: `no_space`, with the needed length as offset.
    /// Lifetime: call it inside the sink, while the frame is there.
    [[nodiscard]] constexpr result<std::size_t> encode(std::uint8_t* out, std::size_t capacity,
                                                       const reply_options& options = {}) const noexcept {
        byte_output writer(out, capacity);
        if (encoder != nullptr) { encoder(*this, options, writer); }
        return writer.finish();
    }
};

}  // namespace trackwire::inline v0
