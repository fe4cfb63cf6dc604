// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Hex lines: bytes of two digits, upper or lower case, with blanks and ':' between bytes, a leading 0x, and a
/// comment behind '#'.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace support {

/// What is wrong with a hex line, and in which column (1-based); no problem:
/// `what` is nullptr.
struct hex_problem {
    const char* what = nullptr;
    std::size_t column = 0;
    [[nodiscard]] explicit operator bool() const noexcept { return what != nullptr; }
};

namespace detail {
inline constexpr std::int8_t no_digit = -1;
inline constexpr std::int8_t gap = -2;
inline constexpr std::array<std::int8_t, 256> hex_classes = [] {
    std::array<std::int8_t, 256> table{};
    table.fill(no_digit);
    for (int i = 0; i < 10; ++i) table[static_cast<std::size_t>('0' + i)] = static_cast<std::int8_t>(i);
    for (int i = 0; i < 6; ++i) {
        table[static_cast<std::size_t>('a' + i)] = static_cast<std::int8_t>(10 + i);
        table[static_cast<std::size_t>('A' + i)] = static_cast<std::int8_t>(10 + i);
    }
    for (const char c : {' ', '\t', '\r', '\n', ':'}) table[static_cast<std::size_t>(c)] = gap;
    return table;
}();
}  // namespace detail

/// -1: no hex digit; -2: may stand between bytes; else the value of the digit.
[[nodiscard]] inline int hex_class(char c) noexcept { return detail::hex_classes[static_cast<std::uint8_t>(c)]; }

/// Appends the bytes of `line` to `out`. With a problem, `out` holds the bytes in front of it.
[[nodiscard]] inline hex_problem parse_hex_line(std::string_view line, std::vector<std::uint8_t>& out) {
    line = line.substr(0, line.find('#'));
    bool fresh = true;  // at the start of a group of digits
    for (std::size_t i = 0; i < line.size();) {
        const int high = hex_class(line[i]);
        if (high == detail::gap) {
            fresh = true;
            ++i;
            continue;
        }
        const bool prefix =
            fresh && line[i] == '0' && i + 1 < line.size() && (line[i + 1] == 'x' || line[i + 1] == 'X');
        fresh = false;
        if (prefix) {
            i += 2;
            continue;
        }
        if (high < 0) return {"not a hex digit", i + 1};
        if (i + 1 == line.size()) return {"odd number of hex digits", i + 1};
        const int low = hex_class(line[i + 1]);
        if (low == detail::gap) return {"half a byte", i + 1};
        if (low < 0) return {"not a hex digit", i + 2};
        out.push_back(static_cast<std::uint8_t>(high << 4 | low));
        i += 2;
    }
    return {};
}

}  // namespace support
