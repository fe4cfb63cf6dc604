// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Whose bytes are these? Detection by itself, without decoding: an answer of one of five kinds, the evidence that
/// decided, and an English sentence for whoever has to look at bytes that nobody recognises.

#include <trackwire/core/output.hpp>
#include <trackwire/core/registry.hpp>
#include <trackwire/core/session.hpp>

namespace trackwire::inline v0 {

/// The answer of `detect`.
struct detection {
    enum class outcome : std::uint8_t {
        accept,      ///< a whole frame of `protocol`, `length` bytes
        malformed,   ///< built like a frame of `protocol`, `length` bytes, but it fails a check: never answered
        ambiguous,   ///< a whole frame of `length` bytes that each of `candidates` claims with the same evidence
        incomplete,  ///< could become a frame: at least `length` bytes in all are needed
        reject,      ///< no frame begins here, whatever follows
    };
    outcome kind = outcome::reject;
    trackwire::strength strength = strength::none;  ///< of the evidence
    /// accept, malformed: whose frame it is. incomplete, reject: who is nearest, or nullptr.
    const protocol_info* protocol = nullptr;
    const protocol_info* candidates[4] = {};  ///< ambiguous: who claims the frame
    std::size_t length = 0;                   ///< with marks in front that are worth no message (0x7E 0x7E)
    /// The field and offset that decided. `code` says what is wrong there on malformed, incomplete and reject.
    error_info evidence;

    /// Whether a whole frame of one protocol begins here.
    [[nodiscard]] explicit constexpr operator bool() const noexcept { return kind == outcome::accept; }
};

/// One word for each answer.
[[nodiscard]] constexpr name to_text(detection::outcome o) noexcept {
    constexpr name words[] = {"accept", "malformed", "ambiguous", "incomplete", "reject"};
    return words[static_cast<unsigned>(o)];
}
/// A few words for each strength.
[[nodiscard]] constexpr name to_text(strength s) noexcept {
    constexpr name words[] = {"none", "lead bytes", "structure", "exact length and time", "checksum or unique marker"};
    return words[static_cast<unsigned>(s)];
}

/// Asks the codecs of `Registry` about the frame that begins at the first byte of `bytes`.
/// Input:  the bytes as they come from the wire, read only during the call; no byte behind `bytes` is assumed.
/// `end`:  whether more bytes may come. A prefix of a good frame is `incomplete` either way, never `reject`.
/// `known`: what the connection has shown so far: breaks ties, never overrides evidence; nullptr: nothing.
/// More bytes never turn `accept` into `reject`. Nothing is claimed while another codec is still waiting for bytes,
/// unless the input has ended.
template <class Registry>
[[nodiscard]] constexpr detection detect(bytes_view bytes, const settings& conf = {}, ending end = ending::more,
                                         const session* known = nullptr) noexcept;

/// One English sentence about `d`, which `detect` said of `bytes`: what they are, or what they are nearest to and which
/// byte speaks against it. Returns its length. Errors: `no_space`, with the needed length as offset.
constexpr result<std::size_t> explain(const detection& d, bytes_view bytes, char* buffer,
                                      std::size_t capacity) noexcept;

// ---- definitions: what a user need not read ----

namespace detail {
[[nodiscard]] constexpr detection::outcome outcome_of(const verdict& v) noexcept {
    switch (v.kind) {
        case verdict::outcome::reject: return detection::outcome::reject;
        case verdict::outcome::incomplete: return detection::outcome::incomplete;
        case verdict::outcome::broken: return detection::outcome::malformed;
        case verdict::outcome::frame: break;
    }
    return v.protocol == nullptr ? detection::outcome::ambiguous : detection::outcome::accept;
}

/// What the codecs say, those that know lines too.
template <class Registry>
constexpr verdict look(bytes_view bytes, const scan_input& how, const protocol_info* (&candidates)[4]) noexcept {
    if (bytes.empty()) { return verdict::need(1, "first byte"); }
    const verdict v = Registry::may_start(bytes[0]) ? Registry::examine(bytes, how, candidates)
                                                    : verdict::reject(error_code::wrong_lead, "first byte", 0);
    if (v.kind != verdict::outcome::reject) { return v; }
    const verdict line = Registry::examine_line(bytes, how);
    return line.kind == verdict::outcome::reject ? v : line;
}

constexpr void put_candidates(const detection& d, char_output& out) noexcept {
    name before{};
    for (const protocol_info* p : d.candidates) {
        if (p == nullptr) { continue; }
        out.put(before);
        out.put(p->id);
        before = " or ";
    }
}

constexpr void put_length(std::size_t bytes, char_output& out) noexcept {
    out.number(static_cast<std::int64_t>(bytes));
    out.put(bytes == 1 ? name(" byte") : name(" bytes"));
}

constexpr void explain_reject(const detection& d, bytes_view bytes, char_output& out) noexcept {
    if (d.protocol != nullptr) {
        out.put(name("begins like "));
        out.put(d.protocol->id);
        out.put(name(", but not its "));
    } else {
        out.put(name("begins like no frame known here; "));
    }
    write_reason(d.evidence, bytes, out);
}
}  // namespace detail

template <class Registry>
constexpr detection detect(bytes_view bytes, const settings& conf, ending end, const session* known) noexcept {
    detection d;
    const session nothing;
    const scan_input how{end, 0, known != nullptr ? known : &nothing, &conf};
    verdict v;
    std::size_t marks = 0;  // bytes between frames that are worth no message, such as a flag in front of a flag
    for (bool again = true; again; marks += again ? v.length : 0) {
        const bytes_view rest = bytes.sub(marks);
        v = detail::look<Registry>(rest, how, d.candidates);
        again = v.kind == verdict::outcome::frame && v.strength <= strength::lead;
    }
    d.kind = detail::outcome_of(v);
    d.strength = v.strength;
    d.protocol = v.protocol;
    d.length = v.length;
    d.evidence = v.why;
    if (d.kind != detection::outcome::reject) { d.length += marks; }
    d.evidence.offset += marks;
    if (d.kind != detection::outcome::ambiguous) {
        for (const protocol_info*& p : d.candidates) { p = nullptr; }
    }
    return d;
}

constexpr result<std::size_t> explain(const detection& d, bytes_view bytes, char* buffer,
                                      std::size_t capacity) noexcept {
    char_output out(buffer, capacity);
    const name who = d.protocol != nullptr ? d.protocol->id : name("?");
    switch (d.kind) {
        case detection::outcome::accept:
            out.put(who);
            out.put(name(" frame of "));
            detail::put_length(d.length, out);
            out.put(name(", decided by "));
            out.put(d.evidence.field);
            out.put(name(" at byte "));
            out.number(static_cast<std::int64_t>(d.evidence.offset));
            out.put(name("; evidence: "));
            out.put(to_text(d.strength));
            break;
        case detection::outcome::malformed:
            out.put(who);
            out.put(name(" frame of "));
            detail::put_length(d.length, out);
            out.put(name(" that fails its check; "));
            write_reason(d.evidence, bytes, out);
            break;
        case detection::outcome::ambiguous:
            out.put(name("frame of "));
            detail::put_length(d.length, out);
            out.put(name(", either of "));
            detail::put_candidates(d, out);
            break;
        case detection::outcome::incomplete:
            if (d.protocol != nullptr) {
                out.put(name("begins like "));
                out.put(who);
                out.put(name("; "));
            }
            out.put(d.evidence.field);
            out.put(name(" is not complete: needs at least "));
            detail::put_length(d.length, out);
            out.put(name(", has "));
            out.number(static_cast<std::int64_t>(bytes.size()));
            break;
        case detection::outcome::reject: detail::explain_reject(d, bytes, out); break;
    }
    return out.finish();
}

}  // namespace trackwire::inline v0
