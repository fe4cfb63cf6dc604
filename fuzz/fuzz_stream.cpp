// SPDX-License-Identifier: MIT

/// @file
/// Bytes as a stream, cut where the fuzzer says: whole and chunked give the same messages, with and without a trace.
/// A byte of the input seeds the cuts.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include <trackwire/trackwire.hpp>

namespace {

using namespace trackwire;

void print(const message& m, std::string& out) {
    char buffer[32768];
    json_options options;
    options.hex = true;
    options.show_secrets = true;
    const auto n = write_json(m, options, buffer, sizeof buffer);
    out.append(buffer, n ? *n : 0);
    out += n ? "\n" : "too long\n";
}

using connection = stream<default_registry>;

/// `next()` gives the length of the next piece.
template <class Next>
std::string decode(bytes_view in, Next next) {
    const auto c = std::make_unique<connection>();
    history<> memory;
    c->remember_in(memory.ref());
    std::string out;
    const auto sink = [&](const message& m) { print(m, out); };
    while (!in.empty()) {
        const std::size_t want = next();
        const std::size_t n = want < in.size() ? want : in.size();
        // A copy of its own size: a read outside the piece is a read outside the allocation.
        const std::unique_ptr<std::uint8_t[]> piece(new std::uint8_t[n]);
        std::memcpy(piece.get(), in.data(), n);
        c->feed({piece.get(), n}, sink);
        in = in.sub(n);
    }
    c->finish(sink);
    return out;
}

std::string decode_datagram_traced(bytes_view in) {
    const auto trace = std::make_unique<recording_trace<4096>>();
    std::string out;
    session state;
    const settings conf;
    history<> memory;
    decode_context context{state, conf, memory.ref()};
    scanner<default_registry> scan;
    const auto sink = [&](const message& m) { print(m, out); };
    (void)scan.scan(in, ending::datagram, context, *trace, sink);
    return out;
}

std::string decode_datagram_plain(bytes_view in) {
    std::string out;
    session state;
    history<> memory;
    decode_datagram<default_registry>(
        in, state, settings{}, [&](const message& m) { print(m, out); }, memory.ref());
    return out;
}

[[noreturn]] void differ(const char* what, const std::string& a, const std::string& b) {
    std::fprintf(stderr, "%s differ:\n%s---\n%s", what, a.c_str(), b.c_str());
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) { return 0; }
    const bytes_view in(data, size);
    const std::uint8_t seed = data[size / 2];  // stays part of the input, so that sample frames are seeds as they are
    const std::string whole = decode(in, [] { return std::size_t{1} << 20; });
    std::uint32_t state = seed * 2654435761U + 1;
    const std::string cut = decode(in, [&] {
        state = state * 1664525U + 1013904223U;
        return std::size_t{1} + (state >> 24U) % (seed % 64U + 1U);
    });
    if (whole != cut) { differ("whole and chunked stream", whole, cut); }
    const std::string plain = decode_datagram_plain(in);
    const std::string traced = decode_datagram_traced(in);
    if (plain != traced) { differ("decoding without and with a trace", plain, traced); }
    return 0;
}
