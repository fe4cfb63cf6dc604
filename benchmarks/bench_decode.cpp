// SPDX-License-Identifier: MIT

/// Detection, framing and decoding of one frame with full validation, per family, against two baselines over the same
/// bytes in the same run: copying them, and summing them. Times are of this machine; compare within one run.

#include <cstring>
#include <string>

#include <benchmark/benchmark.h>

#include "frames.hpp"

namespace {

using namespace trackwire;

/// Decodes once and compares with what the document says. False: the benchmark reports an error instead of a time.
bool right(const bench::frame& f, bytes_view wire) {
    bool good = false;
    session state;
    decode_datagram<default_registry>(wire, state, settings{}, [&](const message& m) {
        const auto latitude = m.get<attribute::position_latitude>();
        good = m.fixed<24>(attribute::device_id) == name(f.device.data(), f.device.size()) && latitude &&
               latitude->steps == f.latitude_e7;
    });
    return good;
}

void decode(benchmark::State& state, const bench::frame& f) {
    const auto wire = bench::bytes_of(f.hex);
    if (!right(f, wire)) {
        state.SkipWithError("the record is wrong");
        return;
    }
    session connection;
    const settings conf;
    for (auto _ : state) {
        decode_datagram<default_registry>(wire, connection, conf, [](const message& m) {
            benchmark::DoNotOptimize(m.number(attribute::position_latitude));
        });
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * wire.size()));
}

void detect(benchmark::State& state, const bench::frame& f) {
    const auto wire = bench::bytes_of(f.hex);
    if (!right(f, wire)) {
        state.SkipWithError("the record is wrong");
        return;
    }
    const session connection;
    const settings conf;
    const scan_input how{ending::more, 0, &connection, &conf};
    const protocol_info* candidates[4] = {};
    for (auto _ : state) { benchmark::DoNotOptimize(default_registry::examine(wire, how, candidates)); }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * wire.size()));
}

void json(benchmark::State& state, const bench::frame& f) {
    const auto wire = bench::bytes_of(f.hex);
    if (!right(f, wire)) {
        state.SkipWithError("the record is wrong");
        return;
    }
    session connection;
    const settings conf;
    char buffer[4096];
    for (auto _ : state) {
        decode_datagram<default_registry>(wire, connection, conf, [&](const message& m) {
            benchmark::DoNotOptimize(write_json(m, {}, buffer, sizeof buffer));
        });
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * wire.size()));
}

void copy(benchmark::State& state, const bench::frame& f) {
    const auto wire = bench::bytes_of(f.hex);
    std::uint8_t to[256];
    for (auto _ : state) {
        std::memcpy(to, wire.data(), wire.size());
        benchmark::DoNotOptimize(to);
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * wire.size()));
}

void sum(benchmark::State& state, const bench::frame& f) {
    const auto wire = bench::bytes_of(f.hex);
    for (auto _ : state) {
        unsigned total = 0;
        for (const std::uint8_t b : wire) {
            total += b;
            benchmark::DoNotOptimize(total);  // one byte after the other, as a decoder without tricks reads
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * wire.size()));
}

const bool registered = [] {
    for (const bench::frame& f : bench::frames) {
        const auto add = [&](const char* what, void (*run)(benchmark::State&, const bench::frame&)) {
            benchmark::RegisterBenchmark((std::string(what) + ": " + std::string(f.label)).c_str(),
                                         [run, &f](benchmark::State& s) { run(s, f); });
        };
        add("decode", decode);
        add("detect", detect);
        add("decode and write JSON", json);
        add("baseline, copy", copy);
        add("baseline, sum", sum);
    }
    return true;
}();

}  // namespace
