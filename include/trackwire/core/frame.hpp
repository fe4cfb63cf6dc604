// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What a codec says about the bytes at one place: whose they are and where the frame ends.

#include <trackwire/core/result.hpp>

namespace trackwire::inline v0 {

struct session;
struct settings;

/// A protocol: one constant object each, compared by address.
struct protocol_info {
    name id;  ///< as in the record's `protocol`
    name vendor;
};

/// Strength of structural evidence; one scale for all codecs (design: detection).
enum class strength : std::uint8_t {
    none,
    lead,       ///< lead bytes only
    structure,  ///< keywords, digit counts, a plausible header
    exact,      ///< a length that fits exactly and a calendar-valid time
    checked,    ///< a checksum, or a marker that nobody else uses
};

/// What the end of the input means.
enum class ending : std::uint8_t {
    more,        ///< more bytes may come
    datagram,    ///< a datagram or captured line: complete by itself
    stream_end,  ///< the connection was closed
};

/// What the engine says about bytes that are no message.
enum class defect : std::uint8_t {
    malformed,     ///< a frame that fails a check
    incomplete,    ///< the input ends inside a frame
    unrecognised,  ///< nobody's bytes
    ambiguous,     ///< several protocols claim the frame with the same evidence
};

/// How a codec is asked to look.
struct scan_input {
    ending end = ending::more;
    std::uint32_t scanned = 0;       ///< `verdict::scanned` of an earlier call on the same, shorter bytes
    const session* known = nullptr;  ///< what the connection has shown so far
    const settings* conf = nullptr;
    std::uint8_t scanned_codec = 0;  ///< the codec whose verdict `scanned` was
};

/// The answer of `scan`.
struct verdict {
    enum class outcome : std::uint8_t {
        reject,      ///< no frame of this codec begins here, whatever follows
        incomplete,  ///< could become a frame: at least `length` bytes in all are needed
        frame,       ///< a whole frame of `length` bytes
        broken,      ///< a frame of `length` bytes that fails a check: `why`
    };
    outcome kind = outcome::reject;
    trackwire::strength strength = strength::none;
    bool loose = false;          ///< frame: a text without a check; not looked for inside a cut frame that `shields`
    bool shields = false;        ///< incomplete: see `loose`
    bool shared_end = false;     ///< frame, broken: the last byte may also open the next frame
    bool search_inside = false;  ///< broken: a good frame may begin inside; consume up to it
    std::uint8_t codec = 0;      ///< index in the registry, set by it
    std::uint8_t detail = 0;     ///< frame: the codec's own note from `scan` to `decode`
    std::uint32_t length = 0;
    std::uint32_t scanned = 0;  ///< incomplete: how far the search for the end got
    const protocol_info* protocol = nullptr;
    /// The field and offset that decided: with a code on reject and broken, without one as evidence.
    error_info why;

    constexpr verdict() noexcept = default;

    [[nodiscard]] static constexpr verdict reject(error_code code, name field, std::size_t offset,
                                                  const protocol_info* nearest = nullptr) noexcept {
        return {outcome::reject, strength::none, 0, nearest, {code, field, offset}};
    }
    /// `total`: bytes needed at least, from the start of the frame.
    [[nodiscard]] static constexpr verdict need(std::size_t total, name field,
                                                const protocol_info* nearest = nullptr) noexcept {
        return {outcome::incomplete, strength::lead, total, nearest, {error_code::cut, field, total}};
    }
    [[nodiscard]] static constexpr verdict whole(std::size_t length, trackwire::strength s, const protocol_info* p,
                                                 name field, std::size_t offset) noexcept {
        return {outcome::frame, s, length, p, {error_code::none, field, offset}};
    }
    [[nodiscard]] static constexpr verdict malformed(std::size_t length, const protocol_info* p, error_code code,
                                                     name field, std::size_t offset) noexcept {
        return {outcome::broken, strength::structure, length, p, {code, field, offset}};
    }

private:
    constexpr verdict(outcome k, trackwire::strength s, std::size_t bytes, const protocol_info* p,
                      const error_info& reason) noexcept
        : kind(k), strength(s), length(static_cast<std::uint32_t>(bytes)), protocol(p), why(reason) {}
};

}  // namespace trackwire::inline v0
