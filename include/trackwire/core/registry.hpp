// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// A registry: the codecs that share a port. For each first byte it knows the codecs that may begin with it, so that
/// the cost of a frame does not grow with those that cannot apply.

#include <trackwire/core/codec.hpp>

namespace trackwire::inline v0 {

/// The codecs whose frames may begin with each byte value: lists one after another, made at compile time.
template <class... Codecs>
struct lead_table {
    static constexpr std::size_t count = sizeof...(Codecs);
    static constexpr std::size_t entries = [] {
        std::size_t n = 0;
        for (unsigned b = 0; b < 256; ++b) {
            n += (std::size_t{0} + ... + (Codecs::may_start(static_cast<std::uint8_t>(b)) ? 1U : 0U));
        }
        return n;
    }();

    std::uint16_t begin[257] = {};
    std::uint8_t codec[entries == 0 ? 1 : entries] = {};

    constexpr lead_table() noexcept {
        std::uint16_t n = 0;
        for (unsigned b = 0; b < 256; ++b) {
            begin[b] = n;
            std::uint8_t index = 0;
            const auto enter = [&](bool starts) {
                if (starts) { codec[n++] = index; }
                ++index;
            };
            (enter(Codecs::may_start(static_cast<std::uint8_t>(b))), ...);
        }
        begin[256] = n;
    }
};

/// A list of codecs.
template <codec... Codecs>
class registry {
public:
    static constexpr std::size_t size = sizeof...(Codecs);
    static_assert(size > 0 && size < 256);

    /// The longest frame that any of the codecs waits for.
    static constexpr std::size_t longest_frame = [] {
        std::size_t n = 0;
        ((n = Codecs::longest_frame > n ? Codecs::longest_frame : n), ...);
        return n;
    }();

    [[nodiscard]] static constexpr bool may_start(std::uint8_t b) noexcept {
        return leads.begin[b] != leads.begin[b + 1U];
    }

    /// What the bytes at `in` are, asked of all codecs that they can belong to. A frame is claimed only when no other
    /// codec is still waiting (unless the input has ended); the strongest evidence wins; on a tie the protocol that the
    /// session knows; a tie that remains is a frame without a protocol, and `candidates` holds who claims it.
    [[nodiscard]] static constexpr verdict examine(bytes_view in, const scan_input& how,
                                                   const protocol_info* (&candidates)[4]) noexcept {
        const std::uint8_t lead = in[0];
        std::uint16_t i = leads.begin[lead];
        const std::uint16_t end = leads.begin[lead + 1U];
        if (i == end) { return {}; }
        if constexpr (most_rivals > 1) {
            if (end - i > 1) { return compare(in, how, candidates, i, end); }
        } else {
            (void)candidates;
        }
        verdict only = scanners[leads.codec[i]](in, how);  // the usual case: nobody to compare with
        only.codec = leads.codec[i];
        return only;
    }

    /// Asks the codecs that know text lines of their own, at the start of a line that nobody recognised.
    [[nodiscard]] static constexpr verdict examine_line(bytes_view in, const scan_input& how) noexcept {
        verdict best;
        std::uint8_t index = 0;
        const auto ask = [&]<class Codec>() {
            if constexpr (requires { Codec::scan_line(in, how); }) {
                if (best.kind == verdict::outcome::reject) {
                    best = Codec::scan_line(in, how);
                    best.codec = index;
                }
            }
            ++index;
        };
        (ask.template operator()<Codecs>(), ...);
        return best;
    }

    /// Marks what looks like a secret in bytes that are no message: a cut or damaged frame still shows its password.
    /// Asks the codecs that have `static constexpr void conceal(bytes_view, Message&)` at each place that may be
    /// theirs.
    template <class Message>
    static constexpr void conceal(bytes_view in, Message& m) noexcept {
        const auto ask = [&]<class Codec>(bytes_view rest) {
            if constexpr (requires { Codec::conceal(rest, m); }) {
                if (Codec::may_start(rest[0])) { Codec::conceal(rest, m); }
            }
        };
        for (std::size_t at = 0; at < in.size(); ++at) {
            if (may_start(in[at])) { (ask.template operator()<Codecs>(in.sub(at)), ...); }
        }
    }

    /// Decodes one frame that `examine` has cut.
    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict& v, decode_context& context, Trace& trace,
                                 message_sink& sink) {
        decoders<Trace>[v.codec](frame, v, context, trace, sink);
    }

private:
    using scanner_function = verdict (*)(bytes_view, const scan_input&) noexcept;
    static constexpr scanner_function scanners[size] = {&Codecs::scan...};
    template <class Trace>
    using decoder_function = void (*)(bytes_view, const verdict&, decode_context&, Trace&, message_sink&);
    template <class Trace>
    static constexpr decoder_function<Trace> decoders[size] = {&Codecs::template decode<Trace>...};
    static constexpr lead_table<Codecs...> leads{};
    /// So many codecs may begin with one byte.
    static constexpr unsigned most_rivals = [] {
        unsigned most = 0;
        for (unsigned b = 0; b < 256; ++b) {
            const unsigned n = leads.begin[b + 1] - unsigned{leads.begin[b]};
            most = n > most ? n : most;
        }
        return most;
    }();

    /// The best of several answers.
    static constexpr verdict compare(bytes_view in, const scan_input& how, const protocol_info* (&candidates)[4],
                                     unsigned i, unsigned end) noexcept {
        scan_input own = how;
        // Another codec's search says nothing to this one.
        const auto ask = [&](std::uint8_t index) {
            own.scanned = index == how.scanned_codec ? how.scanned : 0;
            verdict v = scanners[index](in, own);
            v.codec = index;
            return v;
        };
        verdict best = ask(leads.codec[i]);
        unsigned claims = 0;
        if (best.kind == verdict::outcome::frame) { claim(best, claims, candidates); }
        for (++i; i < end; ++i) {
            const verdict v = ask(leads.codec[i]);
            // Most codecs refuse: that changes nothing once another one has not.
            if (v.kind == verdict::outcome::reject && best.kind != verdict::outcome::reject) { continue; }
            merge(best, claims, v, how, candidates);
        }
        return best;
    }
    static constexpr void claim(const verdict& v, unsigned& claims, const protocol_info* (&candidates)[4]) noexcept {
        if (claims == 0) { candidates[1] = candidates[2] = candidates[3] = nullptr; }
        candidates[claims++] = v.protocol;
    }

    static constexpr unsigned rank(const verdict& v, bool ended) noexcept {
        switch (v.kind) {
            case verdict::outcome::reject: return 0;
            case verdict::outcome::incomplete: return ended ? 1 : 3;
            case verdict::outcome::broken: return ended ? 2 : 1;
            case verdict::outcome::frame: return ended ? 3 : 2;
        }
        return 0;
    }
    static constexpr void merge(verdict& best, unsigned& claims, const verdict& v, const scan_input& how,
                                const protocol_info* (&candidates)[4]) noexcept {
        const bool ended = how.end != ending::more;
        const unsigned have = rank(best, ended);
        const unsigned got = rank(v, ended);
        if (got > have) {
            best = v;
            claims = 0;
        } else if (got == have) {
            settle(best, claims, v, how);
        }
        if (best.kind == verdict::outcome::frame && got >= have && claims < 4 && v.kind == best.kind &&
            v.strength == best.strength) {
            claim(v, claims, candidates);
        }
    }
    /// Two codecs of the same outcome.
    static constexpr void settle(verdict& best, unsigned& claims, const verdict& v, const scan_input& how) noexcept {
        switch (v.kind) {
            case verdict::outcome::reject:
                if (best.protocol == nullptr || v.why.offset > best.why.offset) { best = v; }
                return;
            case verdict::outcome::incomplete:
                if (v.length < best.length) { best.length = v.length; }
                best.scanned = 0;  // two searches: neither can be resumed
                return;
            case verdict::outcome::broken:
                if (v.strength > best.strength) { best = v; }
                return;
            case verdict::outcome::frame: break;
        }
        if (v.strength > best.strength) {
            best = v;
            claims = 0;
        } else if (v.strength == best.strength && how.known != nullptr && best.protocol != how.known->protocol) {
            if (v.protocol == how.known->protocol) {
                best = v;
                claims = 0;
            } else {
                best.protocol = nullptr;
            }
        } else if (v.strength == best.strength && how.known == nullptr) {
            best.protocol = nullptr;
        }
    }
};

}  // namespace trackwire::inline v0
