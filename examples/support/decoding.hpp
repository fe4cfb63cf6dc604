// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// From the text or bytes of an input to messages: hex lines that stand alone, hex lines that are pieces of one
/// connection, raw bytes.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <trackwire/trackwire.hpp>

#include "support/hex.hpp"
#include "support/presenter.hpp"

namespace support {

using trackwire::ending;
using trackwire::message;

/// What decides the exit status: whether every line (or the connection) gave a good message and nothing bad.
class tally {
public:
    void count(const message& m) {
        ++messages_;
        if (is_bad(m.kind)) {
            bad_ = true;
        } else {
            good_here_ = true;
        }
    }
    /// A line, a datagram or a connection is over.
    void close() {
        any_ = true;
        fruitless_ = fruitless_ || !good_here_;
        good_here_ = false;
    }
    [[nodiscard]] bool all_good() const { return any_ && !fruitless_ && !bad_; }
    [[nodiscard]] std::uint64_t messages() const { return messages_; }

private:
    std::uint64_t messages_ = 0;
    bool good_here_ = false;
    bool fruitless_ = false;
    bool bad_ = false;
    bool any_ = false;
};

/// One connection: session, memory for difference frames, and a buffer that grows with what is not done with.
template <class Registry, class Trace>
class connection {
public:
    connection(const trackwire::settings& conf, Trace& trace) : conf_(conf), trace_(trace) {}

    /// Bytes to decode; `flush` looks at them.
    [[nodiscard]] std::vector<std::uint8_t>& buffer() { return bytes_; }
    /// Offset in the stream of the next byte that is appended.
    [[nodiscard]] std::uint64_t end_offset() const { return scan_.offset() + (bytes_.size() - done_); }

    template <class Sink>
    void flush(ending end, Sink&& sink) {
        trackwire::decode_context context{session_, conf_, memory_.ref()};
        const trackwire::bytes_view rest(bytes_.data() + done_, bytes_.size() - done_);
        done_ += scan_.scan(rest, end, context, trace_, sink);
        if (done_ == bytes_.size() || done_ > bytes_.size() / 2) {
            bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(done_));
            done_ = 0;
        }
    }
    /// Everything before `offset` of the stream is done with.
    [[nodiscard]] std::uint64_t done_offset() const { return scan_.offset(); }

private:
    const trackwire::settings& conf_;
    Trace& trace_;
    std::vector<std::uint8_t> bytes_;
    std::size_t done_ = 0;
    trackwire::session session_;
    trackwire::history<> memory_;
    trackwire::scanner<Registry> scan_;
};

/// A line of hex that cannot be read.
struct bad_line {
    std::uint64_t line;
    hex_problem problem;
};

/// Feeds an input of any form to a presenter.
template <class Registry, class Trace>
class decoding {
public:
    decoding(const trackwire::settings& conf, Trace& trace, presenter& to)
        : conf_(conf), trace_(trace), to_(to), stream_(conf, trace) {}

    /// Each line of `text` for itself, like a datagram. `text` ends with a line end or with the input.
    void datagrams(std::string_view text) {
        each_line(text, [&](std::string_view line, std::uint64_t number) {
            datagram_.clear();
            read(line, number, datagram_);
            if (!datagram_.empty()) datagram({datagram_.data(), datagram_.size()}, number);
        });
    }
    /// One datagram.
    void datagram(trackwire::bytes_view bytes, std::uint64_t line) {
        trackwire::session state;
        trackwire::history<> memory;
        trackwire::decode_context context{state, conf_, memory.ref()};
        trackwire::scanner<Registry> scan;
        const auto sink = [&](const message& m) { present(m, line, 0); };
        (void)scan.scan(bytes, ending::datagram, context, trace_, sink);
        tally_.close();
    }
    /// Each line of `text` is the next piece of the connection.
    void pieces(std::string_view text) {
        each_line(text, [&](std::string_view line, std::uint64_t number) {
            const std::uint64_t begin = stream_.end_offset();
            read(line, number, stream_.buffer());
            if (stream_.end_offset() != begin) starts_.push_back({begin, number});
        });
        flush(ending::more);
        const auto kept = line_of(stream_.done_offset());
        starts_.erase(starts_.begin(), kept);
    }
    /// The next bytes of the connection.
    void bytes(std::string_view text) {
        stream_.buffer().insert(stream_.buffer().end(), text.begin(), text.end());
        flush(ending::more);
    }
    /// The connection is over.
    void close() {
        flush(ending::stream_end);
        tally_.close();
    }

    [[nodiscard]] const tally& counts() const { return tally_; }
    /// Lines that could not be read.
    [[nodiscard]] const std::vector<bad_line>& bad_lines() const { return bad_lines_; }

private:
    static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // some editors write it in front of text

    struct line_start {
        std::uint64_t offset;
        std::uint64_t line;
    };

    template <class Function>
    void each_line(std::string_view text, Function&& on_line) {
        while (!text.empty()) {
            const std::size_t stop = text.find('\n');
            on_line(text.substr(0, stop), ++lines_);
            text.remove_prefix(stop == std::string_view::npos ? text.size() : stop + 1);
        }
    }
    void read(std::string_view line, std::uint64_t number, std::vector<std::uint8_t>& to) {
        const std::size_t before = to.size();
        if (number == 1 && line.starts_with(byte_order_mark)) { line.remove_prefix(byte_order_mark.size()); }
        if (const hex_problem problem = parse_hex_line(line, to)) {
            to.resize(before);
            bad_lines_.push_back({number, problem});
        }
    }
    void flush(ending end) {
        stream_.flush(end, [&](const message& m) {
            const auto at = line_of(m.offset);
            if (at == starts_.end()) {
                present(m, 0, 0);
            } else {
                present(m, at->line, at->offset);
            }
        });
    }
    /// The line in which a byte of the stream stands.
    [[nodiscard]] typename std::vector<line_start>::const_iterator line_of(std::uint64_t offset) const {
        const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset,
                                           [](std::uint64_t o, const line_start& s) { return o < s.offset; });
        return next == starts_.begin() ? starts_.end() : next - 1;
    }
    void present(const message& m, std::uint64_t line, std::uint64_t origin) {
        tally_.count(m);
        to_.on(m, line, origin);
    }

    const trackwire::settings& conf_;
    Trace& trace_;
    presenter& to_;
    connection<Registry, Trace> stream_;
    std::vector<line_start> starts_;  ///< of the lines whose bytes are not all done with
    std::vector<std::uint8_t> datagram_;
    std::vector<bad_line> bad_lines_;
    std::uint64_t lines_ = 0;
    tally tally_;
};

}  // namespace support
