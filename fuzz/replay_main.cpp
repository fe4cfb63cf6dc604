// SPDX-License-Identifier: MIT

/// @file
/// Replays inputs through a fuzz target that is linked in, with any compiler.
///
/// Usage: <target>_replay [--export FOLDER] FILE_OR_FOLDER...
///
/// Folders are walked. A `.hex` file holds one input a line (`#` starts a comment); of a `.jsonl` file every value of the
/// key "hex" is an input; `.md`, `.json` and `.dict` files are skipped; any other file is one raw input. With --export
/// the inputs are written to FOLDER as raw files, for libFuzzer, and not run. No input at all is a failure.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;
using input = std::vector<std::uint8_t>;

[[noreturn]] void give_up(const char* what, const std::string& which) {
    std::fprintf(stderr, "%s: %s\n", what, which.c_str());
    std::exit(2);
}

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

input from_hex(std::string_view text, const std::string& file) {
    if (text.starts_with("0x")) text.remove_prefix(2);
    input bytes;
    int high = -1;
    for (const char c : text) {
        if (c == ' ' || c == ':' || c == '\t' || c == '\r') continue;
        const int value = digit(c);
        if (value < 0) give_up("not hex", file);
        if (high < 0) {
            high = value;
        } else {
            bytes.push_back(static_cast<std::uint8_t>(high * 16 + value));
            high = -1;
        }
    }
    if (high >= 0) give_up("an odd number of hex digits", file);
    return bytes;
}

void add_hex_lines(const std::string& text, const std::string& file, std::vector<input>& out) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = std::string_view(text).substr(at, end - at);
        if (input bytes = from_hex(line.substr(0, line.find('#')), file); !bytes.empty()) out.push_back(std::move(bytes));
        at = end + 1;
    }
}

void add_json_lines(const std::string& text, const std::string& file, std::vector<input>& out) {
    constexpr std::string_view key = "\"hex\":";
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
        const std::size_t open = text.find('"', at + key.size());
        const std::size_t close = text.find('"', open + 1);
        if (open == std::string::npos || close == std::string::npos) give_up("cut JSON", file);
        out.push_back(from_hex(std::string_view(text).substr(open + 1, close - open - 1), file));
    }
}

void add_file(const fs::path& path, std::vector<input>& out) {
    std::ifstream file(path, std::ios::binary);
    if (!file) give_up("cannot read", path.string());
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const fs::path kind = path.extension();
    if (kind == ".md" || kind == ".json" || kind == ".dict") return;
    if (kind == ".hex") return add_hex_lines(text, path.string(), out);
    if (kind == ".jsonl") return add_json_lines(text, path.string(), out);
    out.emplace_back(text.begin(), text.end());
}

std::vector<input> read_all(const std::vector<fs::path>& places) {
    std::vector<input> out;
    for (const fs::path& place : places) {
        if (!fs::is_directory(place)) {
            add_file(place, out);
            continue;
        }
        std::vector<fs::path> files;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(place)) {
            if (entry.is_regular_file() && entry.path().filename().string().front() != '.') files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files) add_file(file, out);
    }
    return out;
}

void write_all(const std::vector<input>& inputs, const fs::path& folder) {
    fs::create_directories(folder);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::ofstream file(folder / ("seed-" + std::to_string(i)), std::ios::binary);
        for (const std::uint8_t byte : inputs[i]) file.put(static_cast<char>(byte));
        if (!file) give_up("cannot write to", folder.string());
    }
}

}  // namespace

int main(int count, char** values) {
    std::vector<fs::path> places;
    fs::path folder;
    for (int i = 1; i < count; ++i) {
        const std::string_view value = values[i];
        if (value == "--export" && i + 1 < count) {
            folder = values[++i];
        } else {
            places.emplace_back(value);
        }
    }
    const std::vector<input> inputs = read_all(places);
    if (inputs.empty()) give_up("nothing to replay", "no input found");
    if (!folder.empty()) {
        write_all(inputs, folder);
    } else {
        for (const input& bytes : inputs) LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::printf("%zu inputs %s\n", inputs.size(), folder.empty() ? "replayed" : "written");
    return 0;
}
