// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// One frame of each family, with a number that its record must hold: a benchmark first checks that its result is
/// right.

#include <string_view>
#include <vector>

#include <trackwire/trackwire.hpp>

namespace bench {

struct frame {
    std::string_view label;
    std::string_view source;
    std::string_view hex;
    std::string_view device;   ///< device.id of the record
    std::int64_t latitude_e7;  ///< position.latitude in 1e-7 degrees
};

inline constexpr frame frames[] = {
    {"jointech dollar long, 62 bytes", "JT701D Protocol Manual V1.4, position data example",
     "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f0f"
     "000001cc0156",
     "8000620011", 225805167},
    {"jointech 0x0200 with TLVs, 90 bytes", "jointech.md 8.8, j-co-rfid",
     "7e0200004979401100086700b9000000000224000a00488898046bef5a09f1000000002201252225 05d40157d502019430011f310106f902"
     "0006fe0400000008fd0902dc0a001477c8552bef014a0b06220047dcd665667e",
     "794011000867", 47535600},
    {"bofan full frame, 98 bytes", "traccar issue 1050, bofan-pt502-i1050",
     "bffb5e620024504f532c303732313937363137392c3138343931372e3030302c412c303131352e343936362c532c30333635352e32343539"
     "2c452c302e30302c302e30302c3236303131352c2c2c412f303030302c302f302f302f2f3835332f0d0a",
     "0721976179", -12582767},
    {"jointech WLNET,5 text, 69 bytes", "JT701D Protocol Manual V1.4, wl-jt709-manual",
     "28383133303633303030312c312c3131302c574c4e45542c352c322c19042111353422348344113550520f0000190421113533e017260004"
     "1201681057040040000000310029",
     "E017260004", 225805733},
};

inline std::vector<std::uint8_t> bytes_of(std::string_view hex) {
    std::vector<std::uint8_t> out;
    int high = -1;
    for (const char c : hex) {
        const int d = trackwire::hex_digit(static_cast<std::uint8_t>(c));
        if (d < 0) { continue; }
        if (high < 0) {
            high = d;
        } else {
            out.push_back(static_cast<std::uint8_t>(high * 16 + d));
            high = -1;
        }
    }
    return out;
}

}  // namespace bench
