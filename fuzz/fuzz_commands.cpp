// SPDX-License-Identifier: MIT

/// @file
/// Bytes as a command or as the answer to one: what is read can be written, and is read back the same. Jointech's texts
/// in brackets, Bofan's commands on the line, framed and by SMS, JT/T 808 frames; every command and answer of the lists
/// that the tests have.

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "bofan/command_list.hpp"
#include "jointech/command_list.hpp"
#include "jt808/command_list.hpp"

namespace {

using namespace trackwire;

[[noreturn]] void wrong(const char* type, const char* what, bytes_view in) {
    std::fprintf(stderr, "%s: %s:", type, what);
    for (const std::uint8_t b : in) { std::fprintf(stderr, " %02x", static_cast<unsigned>(b)); }
    std::fprintf(stderr, "\n");
    std::abort();
}

struct reader {
    bytes_view in;

    template <class Text, class... More>
    void operator()(const char* type, More...) const {
        const result<Text> first = Text::decode(in);
        if (!first) { return; }
        std::uint8_t wire[8192];
        const result<std::size_t> n = first->encode(wire, sizeof wire);
        if (!n) { wrong(type, "what was read cannot be written", in); }
        const result<Text> again = Text::decode({wire, *n});
        if (!again || !(*again == *first)) { wrong(type, "is not read back", in); }
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const bytes_view in(data, size);
    test::for_each_command(reader{in});
    test::for_each_answer(reader{in});
    test::for_each_bofan_command(reader{in});
    test::for_each_jt808_command(reader{in});
    return 0;
}
