// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// From bytes to messages: `scanner` finds frames in the caller's buffer, `stream` owns a fixed buffer for a
/// connection whose bytes arrive in pieces. Every input byte is answered for: as part of a message, of an unrecognised
/// run, of a malformed or an incomplete frame (record.md 1 and 12.1). Work is linear in the bytes: a search for an end
/// mark is resumed where it stopped, and a run of foreign bytes is looked at once.

#include <trackwire/core/registry.hpp>
#include <trackwire/core/text.hpp>

#include <cstring>
#include <type_traits>

namespace trackwire::inline v0 {

// The message type is a template parameter so that the engine knows nothing of the record; it needs the constructor
// `Message(defect, const protocol_info*, bytes_view, error_info)` and the members `offset`, `candidates` and
// `identity_changed`.

/// What a sink may return.
enum class flow : std::uint8_t {
    go_on,
    stop,  ///< no further frame is looked at in this call; the rest of the input stays unconsumed
};

/// A message_sink around a callable `void(const message&)` or `flow(const message&)`.
template <class Function>
class sink_of final : public message_sink {
public:
    constexpr explicit sink_of(Function& f) noexcept : function_(&f) {}
    constexpr void on(const message& m) override {
        if constexpr (requires {
                          { (*function_)(m) } -> detail::same_as<flow>;
                      }) {
            stopped_ = (*function_)(m) == flow::stop || stopped_;
        } else {
            (void)(*function_)(m);
        }
    }
    [[nodiscard]] constexpr bool stopped() const noexcept { return stopped_; }

private:
    Function* function_;
    bool stopped_ = false;
};

/// Finds the frames of one connection in a buffer that the caller keeps. State: where the last call stopped.
template <class Registry, class Message = message>
class scanner {
public:
    /// `longest_run`: a run of foreign bytes is reported in pieces of at most so many bytes.
    constexpr explicit scanner(std::size_t longest_run = static_cast<std::size_t>(-1)) noexcept
        : longest_run_(longest_run) {}

    /// Decodes what can be decoded and returns the number of bytes that are done with; the caller presents the others
    /// again in front of the next bytes. With `ending::datagram` or `stream_end` everything is consumed.
    template <class Trace, class Function>
    constexpr std::size_t scan(bytes_view in, ending end, decode_context& context, Trace& trace, Function& function) {
        sink_of<Function> sink(function);
        work<Trace, Function> w(*this, in, end, context, trace, sink);
        w.run();
        stopped_ = sink.stopped();
        offset_ += w.begin;
        run_ = end == ending::more ? w.pos - w.begin : 0;
        if (end != ending::more) { forget(); }
        return w.begin;
    }

    /// Whether the sink said stop in the last call.
    [[nodiscard]] constexpr bool stopped() const noexcept { return stopped_; }
    /// Offset of the next unconsumed byte in the stream.
    [[nodiscard]] constexpr std::uint64_t offset() const noexcept { return offset_; }
    /// Bytes looked at so far, each as often as it was looked at: the measure of the work done.
    [[nodiscard]] constexpr std::uint64_t steps() const noexcept { return steps_; }
    /// At least so many bytes are needed, counted from the next unconsumed one; 0 if nothing is waited for.
    [[nodiscard]] constexpr std::size_t needed() const noexcept { return needed_; }

private:
    /// Of a run of foreign bytes: the codec that followed them furthest, and what spoke against it.
    class nearest {
    public:
        constexpr nearest() noexcept {}  // NOLINT(cppcoreguidelines-pro-type-member-init): read only if `known_`

        constexpr void clear() noexcept { known_ = false; }
        /// A codec's answer at `at` in the run.
        constexpr void consider(const verdict& v, std::size_t at) noexcept {
            if (!gives_way_to(v)) { return; }
            known_ = true;
            protocol_ = v.protocol;
            code_ = v.why.code;
            field_ = v.why.field.data;
            field_size_ = v.why.field.size;
            offset_ = v.why.offset;
            at_ = at;
        }
        [[nodiscard]] constexpr const protocol_info* protocol() const noexcept { return known_ ? protocol_ : nullptr; }
        /// With an offset that counts from the start of the run.
        [[nodiscard]] constexpr error_info reason() const noexcept {
            if (!known_) { return {error_code::wrong_lead, "first byte", 0}; }
            return {code_, {field_, field_size_}, at_ + offset_};
        }

    private:
        [[nodiscard]] constexpr bool gives_way_to(const verdict& v) const noexcept {
            if (!v.why) { return false; }
            if (!known_) { return true; }
            if ((protocol_ == nullptr) != (v.protocol == nullptr)) { return v.protocol != nullptr; }
            return v.why.offset > offset_;
        }

        bool known_ = false;
        error_code code_;
        const protocol_info* protocol_;
        const char* field_;
        std::size_t field_size_;
        std::size_t offset_;  ///< counts from `at_`
        std::size_t at_;      ///< in the run
    };

    constexpr void forget() noexcept {
        run_ = 0;
        marks_ = 0;
        scanned_ = 0;
        scanned_line_ = false;
        needed_ = 0;
        stale_flag_ = false;
        nearest_.clear();
    }

    /// One call of `scan`.
    template <class Trace, class Function>
    struct work {
        scanner& self;
        bytes_view in;
        ending end;
        decode_context& context;
        Trace& trace;
        sink_of<Function>& sink;
        std::size_t begin = 0;  ///< first byte that is not done with
        std::size_t pos = 0;    ///< where a frame may begin; [begin, pos) is a run of foreign bytes
        const protocol_info* candidates[4] = {};
        bool inside_cut = false;  ///< behind an incomplete frame: only whole frames count, no text lines
        bool inside_shield = false;

        constexpr work(scanner& of, bytes_view bytes, ending what_end, decode_context& with, Trace& to,
                       sink_of<Function>& out) noexcept
            : self(of), in(bytes), end(what_end), context(with), trace(to), sink(out) {}

        constexpr void run() {
            pos = self.run_;
            while (pos < in.size() && !sink.stopped()) {
                if (begin == pos && !self.stale_flag_ && is_separator(in[pos]) && !Registry::may_start(in[pos])) {
                    begin = ++pos;
                    continue;
                }
                if (self.stale_flag_ && end != ending::more && pos + 1 == in.size()) {
                    drop_flag();  // the last byte of all opens nothing
                    continue;
                }
                if (!step()) { return; }
            }
            if (pos >= in.size() && end != ending::more) { flush_run(); }
        }

        /// One place. False: wait for more bytes.
        constexpr bool step() {
            const bytes_view rest = in.sub(pos);
            const scan_input how{end, self.scanned_line_ ? 0 : self.scanned_, &context.state, &context.conf,
                                 self.scanned_codec_};
            verdict v = Registry::may_start(rest[0]) ? Registry::examine(rest, how, candidates) : verdict{};
            const bool may_be_line = v.kind == verdict::outcome::reject && at_line_start() && !inside_cut;
            const bool as_line = may_be_line && ask_for_line(rest, how, v);
            count(v);
            self.scanned_ = 0;
            self.scanned_line_ = as_line;
            self.scanned_codec_ = v.codec;
            self.needed_ = 0;
            const bool stale = self.stale_flag_;
            switch (v.kind) {
                case verdict::outcome::reject: foreign_byte(v, stale); return true;
                case verdict::outcome::incomplete: return cut_frame(v, stale);
                case verdict::outcome::frame:
                    self.stale_flag_ = false;
                    v.strength == strength::lead && !stale && !inside_cut ? mark(v) : frame(v);
                    return true;
                case verdict::outcome::broken:
                    if (stale) {
                        drop_flag();
                        return true;
                    }
                    return broken(v);
            }
            return true;
        }

        /// A line that only a codec of lines knows: its verdict goes to `v`.
        TRACKWIRE_NOINLINE constexpr bool ask_for_line(bytes_view rest, scan_input how, verdict& v) const noexcept {
            how.scanned = self.scanned_line_ ? self.scanned_ : 0;
            const verdict line = Registry::examine_line(rest, how);
            if (line.kind == verdict::outcome::reject) { return false; }
            v = line;
            return true;
        }

        constexpr void count(const verdict& v) noexcept {
            const std::size_t looked = v.kind == verdict::outcome::reject       ? v.why.offset + 1
                                       : v.kind == verdict::outcome::incomplete ? (v.scanned > 0 ? v.scanned : 16U)
                                                                                : v.length;
            self.steps_ += looked > self.scanned_ ? looked - self.scanned_ : 1;
        }

        /// NUL behind a line end belongs to it.
        [[nodiscard]] constexpr bool at_line_start() const noexcept {
            std::size_t i = pos;
            while (in[pos] != 0 && i > begin && in[i - 1] == 0) { --i; }
            return i == begin || self.marks_ > 0 || in[i - 1] == '\n' || in[i - 1] == '\r';
        }

        /// The end flag of the frame before opened nothing: it is not worth a word.
        constexpr void drop_flag() noexcept {
            self.stale_flag_ = false;
            begin = ++pos;
        }

        constexpr void foreign_byte(const verdict& v, bool stale) {
            if (stale) {
                drop_flag();
                return;
            }
            self.nearest_.consider(v, pos - begin);
            ++pos;
            self.marks_ = 0;
            if (pos - begin >= self.longest_run_) { flush_run(); }
        }

        /// Bytes that are worth no message, such as a flag in front of a flag: in front of and behind a frame they are
        /// dropped, in the middle of a run of foreign bytes they are part of it.
        constexpr void mark(const verdict& v) {
            pos += v.length;
            self.marks_ += v.length;
            if (pos - begin >= self.longest_run_) { flush_run(); }
        }

        constexpr bool cut_frame(const verdict& v, bool stale) {
            if (end == ending::more) {
                self.scanned_ = v.scanned;
                self.needed_ = pos - begin + v.length;
                return false;
            }
            if (stale) {
                drop_flag();
                return true;
            }
            if (!inside_cut) {
                flush_run();
                Message m(defect::incomplete, v.protocol, in.sub(pos), v.why);
                Registry::conceal(m.frame, m);
                emit(m);
                inside_cut = true;
                inside_shield = v.shields;
            }
            ++pos;
            return true;
        }

        constexpr void frame(const verdict& v) {
            if (inside_shield && v.loose) {
                ++pos;
                return;
            }
            flush_run();
            const bytes_view wire = in.sub(pos, v.length);
            if (v.protocol == nullptr) {
                Message m(defect::ambiguous, nullptr, wire, {});
                for (unsigned i = 0; i < 4; ++i) { m.candidates[i] = candidates[i]; }
                emit(m);
            } else {
                frame_sink out(*this);
                Registry::decode(wire, v, context, trace, out);
            }
            advance(v);
        }

        constexpr bool broken(const verdict& v) {
            if (inside_cut) {
                ++pos;
                return true;
            }
            std::size_t length = v.length;
            bool found = false;
            if (v.search_inside) {
                const std::size_t at = frame_inside(v.length);
                if (at == bytes_view::npos) { return false; }
                found = at < v.length;
                length = at;
            }
            flush_run();
            Message m(defect::malformed, v.protocol, in.sub(pos, length), v.why);
            Registry::conceal(m.frame, m);
            emit(m);
            if (found) {
                pos += length;
                begin = pos;
            } else {
                advance(v);
            }
            return true;
        }

        /// The first place inside the broken frame at which a whole frame begins; `length` if there is none; npos if
        /// more bytes could change that.
        constexpr std::size_t frame_inside(std::size_t length) noexcept {
            const protocol_info* unused[4] = {};
            const scan_input how{end, 0, &context.state, &context.conf};
            for (std::size_t at = 1; at < length; ++at) {
                if (!Registry::may_start(in[pos + at])) { continue; }
                const verdict inner = Registry::examine(in.sub(pos + at), how, unused);
                count(inner);
                // What ends beyond the longest frame is not waited for: a stream's buffer holds no more.
                if (at + inner.length > Registry::longest_frame) { continue; }
                // A mark that is worth no message does not end the broken frame.
                if (inner.kind == verdict::outcome::frame && inner.strength > strength::lead) { return at; }
                if (inner.kind == verdict::outcome::incomplete && end == ending::more) { return bytes_view::npos; }
            }
            return length;
        }

        constexpr void advance(const verdict& v) noexcept {
            self.stale_flag_ = v.shared_end;
            pos += v.length - (v.shared_end ? 1U : 0U);
            begin = pos;
        }

        /// Reports the run of foreign bytes [begin, pos), without separators at its ends and marks at its end.
        TRACKWIRE_HOT constexpr void flush_run() {
            if (begin != pos) { report_run(); }
        }
        TRACKWIRE_NOINLINE constexpr void report_run() {
            std::size_t last = pos - self.marks_;
            self.marks_ = 0;
            while (last > begin && is_separator(in[last - 1])) { --last; }
            if (last > begin && !inside_cut) {
                Message m(defect::unrecognised, nullptr, in.sub(begin, last - begin), self.nearest_.reason());
                m.candidates[0] = self.nearest_.protocol();
                if (m.candidates[0] != nullptr) { Registry::conceal(m.frame, m); }
                const std::size_t keep = pos;
                pos = begin;
                emit(m);
                pos = keep;
            }
            self.nearest_.clear();
            begin = pos;
        }

        constexpr void emit(Message& m) {
            m.offset = self.offset_ + pos;
            sink.on(m);
        }

        /// Adds to the messages of a codec what only the engine knows: the offset, and that the device is another.
        struct frame_sink final : message_sink {
            work& w;
            const speaker before;
            bool first = true;
            constexpr explicit frame_sink(work& of) noexcept : w(of), before(of.context.state) {}
            constexpr void on(const message& m) override {
                // The codec owns the message and hands it out as const; these members are this engine's to fill in.
                auto& mine = const_cast<Message&>(static_cast<const Message&>(m));
                mine.offset = w.self.offset_ + w.pos;
                mine.identity_changed = first && before.differs_from(w.context.state);
                first = false;
                w.sink.on(m);
            }
        };
    };

    std::uint64_t offset_ = 0;
    std::uint64_t steps_ = 0;
    std::size_t run_ = 0;    ///< length of the foreign run at the front of the unconsumed bytes
    std::size_t marks_ = 0;  ///< how many bytes at its end are marks
    std::size_t needed_ = 0;
    std::size_t longest_run_;
    std::uint32_t scanned_ = 0;  ///< how far the search for the end of the frame behind the run got
    bool stopped_ = false;
    std::uint8_t scanned_codec_ = 0;  ///< whose search that was
    bool scanned_line_ = false;       ///< it was a search for the end of a line
    bool stale_flag_ = false;         ///< the first unconsumed byte was the end of a frame and may open the next
    nearest nearest_;
};

/// A connection: a scanner and a fixed buffer. Bytes are decoded where they lie as long as nothing is left over.
template <class Registry, std::size_t Capacity = 2 * Registry::longest_frame, class Message = message>
class stream {
public:
    static_assert(Capacity > Registry::longest_frame, "the buffer must hold the longest frame of the registry");

    constexpr explicit stream(const settings& conf = {}) noexcept : conf_(conf) {}

    /// Takes any piece of the byte stream. `sink`: `void(const message&)` or `flow(const message&)`.
    /// Returns how many of the bytes were taken: all, unless the sink said stop. An empty piece goes on with what a
    /// stop has left over.
    template <class Function>
    constexpr std::size_t feed(bytes_view bytes, Function&& sink) {
        std::size_t taken = 0;
        do {
            const bytes_view rest = bytes.sub(taken);
            if (size_ == 0) {
                taken += pass(rest, ending::more, sink);
                if (scanner_.stopped() || bytes.size() - taken > Capacity) { return taken; }
                append(bytes.sub(taken));
                return bytes.size();
            }
            const bytes_view piece = rest.first(Capacity - size_);
            append(piece);
            taken += piece.size();
            drop(pass({buffer_, size_}, ending::more, sink));
            // Nothing that a codec waits for is longer than the buffer; one that breaks this rule is taken as cut.
            if (size_ == Capacity && !scanner_.stopped()) { drop(pass({buffer_, size_}, ending::stream_end, sink)); }
        } while (taken < bytes.size() && !scanner_.stopped());
        return taken;
    }
    /// The connection was closed: what is left becomes `incomplete` or `unrecognised`.
    template <class Function>
    constexpr void finish(Function&& sink) {
        (void)pass({buffer_, size_}, ending::stream_end, sink);
        size_ = 0;
    }

    [[nodiscard]] constexpr const session& state() const noexcept { return session_; }
    [[nodiscard]] constexpr session& state() noexcept { return session_; }
    [[nodiscard]] constexpr settings& conf() noexcept { return conf_; }
    /// Memory for difference frames; empty unless given (see `history`). Lifetime: as long as the stream.
    constexpr void remember_in(history_ref memory) noexcept { history_ = memory; }
    /// Bytes that wait for more.
    [[nodiscard]] constexpr std::size_t pending() const noexcept { return size_; }
    /// See scanner::steps.
    [[nodiscard]] constexpr std::uint64_t steps() const noexcept { return scanner_.steps(); }

private:
    template <class Function>
    constexpr std::size_t pass(bytes_view in, ending end, Function& sink) {
        decode_context context{session_, conf_, history_};
        null_trace trace;
        return scanner_.scan(in, end, context, trace, sink);
    }
    constexpr void append(bytes_view bytes) noexcept {
        if (bytes.empty()) { return; }
        if (std::is_constant_evaluated()) {
            for (std::size_t i = 0; i < bytes.size(); ++i) { buffer_[size_ + i] = bytes[i]; }
        } else {
            std::memcpy(buffer_ + size_, bytes.data(), bytes.size());
        }
        size_ += bytes.size();
    }
    constexpr void drop(std::size_t n) noexcept {
        if (n == 0) { return; }  // a long wait in small pieces moves nothing
        if (std::is_constant_evaluated()) {
            for (std::size_t i = n; i < size_; ++i) { buffer_[i - n] = buffer_[i]; }
        } else {
            std::memmove(buffer_, buffer_ + n, size_ - n);
        }
        size_ -= n;
    }

    std::uint8_t buffer_[Capacity] = {};
    std::size_t size_ = 0;
    session session_;
    settings conf_;
    history_ref history_;
    scanner<Registry, Message> scanner_{Capacity - Registry::longest_frame};
};

/// Decodes one datagram: it is complete by itself. Sessions are the caller's, one for each remote address and port.
template <class Registry, class Function, class Message = message>
constexpr void decode_datagram(bytes_view datagram, session& state, const settings& conf, Function&& sink,
                               history_ref memory = {}) {
    decode_context context{state, conf, memory};
    null_trace trace;
    scanner<Registry, Message> scan;
    (void)scan.scan(datagram, ending::datagram, context, trace, sink);
}

}  // namespace trackwire::inline v0
