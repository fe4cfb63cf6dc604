// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Any number of made-up codecs, to see what a registry costs that holds many of them.

#include <utility>

#include <trackwire/core/checksum.hpp>
#include <trackwire/core/registry.hpp>

namespace many {

using trackwire::bytes_view;
using trackwire::error_code;
using trackwire::verdict;

inline constexpr trackwire::protocol_info protocol{"made-up", "nobody"};

/// Every eighth codec begins with 0xF0, the others with bytes of their own (as long as there are any): never with '$'.
constexpr std::uint8_t lead_of(int n) noexcept {
    return n % 8 == 7 ? std::uint8_t{0xF0} : static_cast<std::uint8_t>(0x40 + n % 160);
}

/// Counts its calls if `Counter` is given.
template <int N, unsigned* Counter = nullptr>
struct codec {
    static constexpr trackwire::name id = "made-up";
    static constexpr std::size_t longest_frame = 255;
    static constexpr bool may_start(std::uint8_t b) noexcept { return b == lead_of(N); }

    /// lead | length u8 | N | payload | XOR
    static constexpr verdict scan(bytes_view in, const trackwire::scan_input&) noexcept {
        if constexpr (Counter != nullptr) { ++*Counter; }
        if (in.size() < 3) { return verdict::need(3, "header", &protocol); }
        if (in[1] < 4) { return verdict::reject(error_code::bad_length, "length", 1, &protocol); }
        if (in[2] != N) { return verdict::reject(error_code::unexpected, "kind", 2, &protocol); }
        if (in.size() < in[1]) { return verdict::need(in[1], "payload", &protocol); }
        if (trackwire::xor_of(in.first(in[1])) != 0) {
            return verdict::malformed(in[1], &protocol, error_code::bad_checksum, "checksum", in[1] - 1U);
        }
        return verdict::whole(in[1], trackwire::strength::checked, &protocol, "checksum", in[1] - 1U);
    }
    template <class Trace>
    static constexpr void decode(bytes_view, const verdict&, trackwire::decode_context&, Trace&,
                                 trackwire::message_sink&) {}
};

namespace detail {
template <class First, unsigned* Counter, int... N>
trackwire::registry<First, codec<N, Counter>...> list(std::integer_sequence<int, N...>);
}
/// `First` and `Count` made-up codecs.
template <class First, int Count, unsigned* Counter = nullptr>
using registry_with = decltype(detail::list<First, Counter>(std::make_integer_sequence<int, Count>()));

}  // namespace many
