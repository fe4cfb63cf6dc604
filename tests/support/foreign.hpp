// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The labelled frames of foreign-frames.jsonl as they were on the wire.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "support/samples.hpp"

namespace test {

/// Labels of foreign-frames.jsonl that are protocols of the library.
inline bool is_ours(const nlohmann::json& record) {
    static const std::vector<std::string> labels{"jt600", "jt808", "pt502", "pt60", "pt3000"};
    return std::find(labels.begin(), labels.end(), record.at("protocol")) != labels.end();
}

namespace detail {
using replacements = std::vector<std::pair<std::string, std::string>>;

inline std::string hex_of(unsigned byte) {
    constexpr char digits[] = "0123456789abcdef";
    return {digits[byte >> 4U & 15U], digits[byte & 15U]};
}

inline std::string escape(const std::string& hex, const replacements& codes) {
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        std::string byte = hex.substr(i, 2);
        for (const auto& [from, to] : codes) {
            if (byte == from) {
                byte = to;
                break;
            }
        }
        out += byte;
    }
    return out;
}

/// One report of a master was unescaped by the framing: its binary part behind the sixth comma.
inline std::string escape_wlnet(const std::string& hex) {
    std::size_t at = 0;
    for (int commas = 0; commas < 6 && at < hex.size(); at += 2) { commas += hex.compare(at, 2, "2c") == 0; }
    const bool wlnet = hex.find("574c4e4554") != std::string::npos;  // "WLNET"
    if (!wlnet || hex.find("28", at) == std::string::npos) { return hex; }
    const replacements codes{{"28", "3d15"}, {"29", "3d14"}, {"2c", "3d11"}, {"3d", "3d00"}};
    return hex.substr(0, at) + escape(hex.substr(at, hex.size() - at - 2), codes) + "29";
}

/// The end mark that the framing of the label has removed, in hex: the first of protocols.json.
inline std::string end_mark(const std::string& label) {
    static const nlohmann::json protocols =
        nlohmann::json::parse(read_file(fs::path(TRACKWIRE_TEST_DATA_DIR) / "protocols.json"));
    const auto found = protocols.find(label);
    if (found == protocols.end() || !found->value("strip_delimiter", true)) { return {}; }
    const auto marks = found->find("delimiters");
    if (marks == found->end() || marks->empty()) { return {}; }
    std::string hex;
    for (const char c : marks->front().get<std::string>()) { hex += hex_of(static_cast<unsigned char>(c)); }
    return hex;
}
}  // namespace detail

/// What the framing of the source has removed is put back, as far as protocols.json and our documents tell: escapes
/// inside 0x7E frames and WLNET, the two bytes of an Enfora length, end marks.
inline std::string wire_hex(const nlohmann::json& record) {
    const std::string hex = record.at("hex");
    const std::string label = record.at("protocol");
    if (record.at("kind") != "decode") { return hex; }
    if ((label == "jt808" || label == "solarpowered") && hex.starts_with("7e") && hex.ends_with("7e")) {
        return "7e" + detail::escape(hex.substr(2, hex.size() - 4), {{"7e", "7d02"}, {"7d", "7d01"}}) + "7e";
    }
    if (label == "jt600" && hex.starts_with("28")) { return detail::escape_wlnet(hex); }
    if (label == "pt502") { return hex + "0d0a"; }
    if (label == "pt60") { return hex + (hex.starts_with("404723") ? "40522340" : "40452340"); }
    if (label == "pt3000") { return hex; }  // its end mark, a letter, is still there
    if (label == "enfora") {
        const std::size_t length = hex.size() / 2 + 2;
        return detail::hex_of(static_cast<unsigned>(length >> 8U)) + detail::hex_of(static_cast<unsigned>(length)) +
               hex;
    }
    return hex + detail::end_mark(label);
}

/// A 0x7E frame whose length or checksum does not fit, by the rules of jt808.md 2 and jointech.md 9.1.
inline bool is_broken(const std::string& hex) {
    if (!hex.starts_with("7e")) { return false; }
    std::vector<int> bytes;
    for (std::size_t i = 2; i + 2 < hex.size(); i += 2) {
        const int byte = std::stoi(hex.substr(i, 2), nullptr, 16);
        if (!bytes.empty() && bytes.back() == -0x7d) {
            bytes.back() = byte == 1 ? 0x7d : 0x7e;
        } else {
            bytes.push_back(byte == 0x7d ? -0x7d : byte);
        }
    }
    int sum = 0;
    for (const int byte : bytes) { sum ^= byte; }
    const bool short_serial = bytes[0] == 0x55;
    std::size_t header = short_serial ? 11 : (bytes[2] & 0x40) != 0 ? 17 : 12;
    if ((bytes[2] & 0x20) != 0) { header += 4; }
    const auto body = static_cast<std::size_t>((bytes[2] & 3) << 8 | bytes[3]);
    return sum != 0 || bytes.size() != header + body + 1;
}

}  // namespace test
