// SPDX-License-Identifier: MIT

/// @file
/// Detection and decoding agree, and more bytes never take an answer back. A first byte below 18 (no frame begins with
/// one) chooses the direction and what the connection has spoken before.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <trackwire/trackwire.hpp>

namespace {

using namespace trackwire;
using answer = detection::outcome;

[[noreturn]] void wrong(const char* what, bytes_view in, std::size_t length) {
    std::fprintf(stderr, "%s, at %zu of %zu bytes:", what, length, in.size());
    for (const std::uint8_t b : in) { std::fprintf(stderr, " %02x", static_cast<unsigned>(b)); }
    std::fprintf(stderr, "\n");
    std::abort();
}

settings settings_of(std::uint8_t choice) {
    settings conf;
    conf.direction = static_cast<direction>(choice % 3);
    return conf;
}
session session_of(std::uint8_t choice) {
    constexpr const protocol_info* known[] = {nullptr,          &bofan::protocol, &jointech::jt701,
                                              &jointech::jt709, &jt808::protocol, nullptr};
    session s;
    s.protocol = known[choice / 3 % 6];
    if (s.protocol == &jointech::jt709) { s.dialect = s.protocol; }
    return s;
}

struct asker {
    settings conf;
    session known;

    [[nodiscard]] detection operator()(bytes_view in, ending end = ending::more) const {
        const detection d = detect(in, conf, end, &known);
        char text[256];
        const auto n = explain(d, in, text, sizeof text);
        if (!n || *n == 0) { wrong("no sentence", in, d.length); }
        const bool frame = d.kind == answer::accept || d.kind == answer::malformed || d.kind == answer::ambiguous;
        if (frame && (d.length == 0 || d.length > in.size())) { wrong("a frame that is not there", in, d.length); }
        if (d.kind == answer::incomplete && d.length <= in.size()) { wrong("needs what it has", in, d.length); }
        return d;
    }
};

/// Whether decoding gives a good message whose frame begins at the first byte, and whether it gives anything else.
struct decoded {
    bool good = false;
    bool nothing_here = false;
};
decoded decode(const asker& ask, bytes_view in) {
    decoded r;
    bool first = true;
    session state = ask.known;
    history<> memory;
    decode_datagram<default_registry>(
        in, state, ask.conf,
        [&](const message& m) {
            if (m.offset == 0 && !is_bad(m.kind)) { r.good = true; }
            if (first && (m.kind == message_kind::unrecognised || m.kind == message_kind::incomplete)) {
                r.nothing_here = true;
            }
            first = false;
        },
        memory.ref());
    return r;
}

/// Detection of every prefix: what has been refused stays refused, what has been accepted is never refused.
void grow(const asker& ask, bytes_view in) {
    bool refused = false;
    bool accepted = false;
    for (std::size_t n = 1; n <= in.size(); ++n) {
        const answer a = ask(in.first(n)).kind;
        if (refused && a != answer::reject) { wrong("a prefix of it was refused", in, n); }
        if (accepted && a == answer::reject) { wrong("a prefix of it was accepted", in, n); }
        refused = refused || a == answer::reject;
        accepted = accepted || a == answer::accept;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const bool chosen = size > 0 && data[0] < 18;
    const std::uint8_t choice = chosen ? data[0] : 0;
    data += chosen ? 1 : 0;
    size -= chosen ? 1 : 0;
    if (size == 0) { return 0; }
    // A copy of its own size: a read outside the input is a read outside the allocation.
    const std::size_t n = size < 1500 ? size : 1500;
    const std::unique_ptr<std::uint8_t[]> copy(new std::uint8_t[n]);
    std::memcpy(copy.get(), data, n);
    const bytes_view in(copy.get(), n);
    const asker ask{settings_of(choice), session_of(choice)};

    for (const ending end : {ending::more, ending::datagram, ending::stream_end}) {
        const detection d = ask(in, end);
        if (d.kind == answer::accept && decode(ask, in).nothing_here) {
            wrong("accepted, but nothing is decoded", in, d.length);
        }
        if (d.kind == answer::reject && decode(ask, in).good) { wrong("refused, but decoded", in, d.length); }
    }
    grow(ask, in.first(500));
    return 0;
}
