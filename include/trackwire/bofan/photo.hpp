// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Photos: `$PHO<size>` announces one, `#PHD<offset>,<size>` asks for a piece, `$PHD<offset>,<size>,<bytes>` brings it.
/// The assembler puts the pieces together in the caller's buffer and says what to ask for next.
/// Source: bofan.md 11.

#include <trackwire/bofan/sentence.hpp>
#include <trackwire/core/cursor.hpp>
#include <trackwire/core/session.hpp>
#include <trackwire/core/time.hpp>

namespace trackwire::inline v0::bofan {

/// Bytes of a picture that are asked for at once (bofan.md 11.3).
inline constexpr std::uint32_t photo_chunk = 960;

/// `#PHD<offset>,<size>` CR LF; numbers: offset, size.
constexpr void encode_photo_request(const reply& r, const reply_options&, byte_output& out) noexcept {
    out.put(name("#PHD"));
    out.number(r.numbers[0]);
    out.put(name(","));
    out.number(r.numbers[1]);
    out.put(name("\r\n"));
}

/// Which bytes to ask for.
struct photo_request {
    std::uint32_t offset = 0;
    std::uint32_t size = 0;  ///< 0: nothing to ask for

    [[nodiscard]] explicit constexpr operator bool() const noexcept { return size != 0; }
    /// Writes `#PHD<offset>,<size>` CR LF. Errors: `no_space`.
    [[nodiscard]] constexpr result<std::size_t> encode(std::uint8_t* out, std::size_t capacity) const noexcept {
        reply r;
        r.encoder = encode_photo_request;
        r.numbers[0] = offset;
        r.numbers[1] = size;
        return r.encode(out, capacity);
    }
    friend constexpr bool operator==(const photo_request& a, const photo_request& b) noexcept {
        return a.offset == b.offset && a.size == b.size;
    }
};

/// The next piece of a picture.
[[nodiscard]] constexpr photo_request next_request(const transfer& t, std::uint32_t chunk = photo_chunk) noexcept {
    const std::uint32_t rest = t.size - t.offset;
    return {t.offset, rest < chunk ? rest : chunk};
}

/// What a piece means to a transfer (bofan.md 11.4).
enum class chunk_effect : std::uint8_t {
    stray,      ///< no transfer is in progress
    next,       ///< the piece that was waited for
    duplicate,  ///< before the offset: ignored, the piece that was asked for may still come
    gap,        ///< behind the offset, empty, or beyond the end: ignored, to be asked for again
};

[[nodiscard]] constexpr chunk_effect judge_chunk(const transfer& t, std::uint32_t offset, std::size_t size) noexcept {
    if (t.size == 0) { return chunk_effect::stray; }
    if (offset < t.offset) { return chunk_effect::duplicate; }
    const bool fits = offset == t.offset && size != 0 && size <= t.size - t.offset;
    return fits ? chunk_effect::next : chunk_effect::gap;
}

/// Puts the next request of the connection's transfer into the reply.
constexpr void request_photo(message& m, const transfer& t) noexcept {
    const photo_request r = next_request(t);
    m.reply.encoder = encode_photo_request;
    m.reply.numbers[0] = r.offset;
    m.reply.numbers[1] = r.size;
}

/// An announcement begins a transfer, and drops the one before.
constexpr void begin_transfer(message& m, session& state) noexcept {
    const maybe<std::int64_t> size = m.number(attribute::photo_size);
    if (!size) { return; }
    state.photo = {static_cast<std::uint32_t>(*size), 0};
    request_photo(m, state.photo);
}

/// Reads `$PHD<offset>,<size>,<bytes>` CR LF, `frame[begin, end)`, and moves the transfer on.
template <class Trace>
constexpr void read_photo_data(bytes_view frame, std::size_t begin, std::size_t end, message& m, session& state,
                               Trace& trace) noexcept {
    const sentence_lead lead = match_sentence(frame.sub(begin, end - begin));
    const std::size_t data = begin + lead.at;
    text_cursor<Trace> in(frame, begin + 4, data - 1, ',', trace);
    in.mark(begin, 4, "tag");
    m.set(attribute::photo_offset, parse_unsigned(in.field("photo offset")).value);
    (void)in.field({"photo size", "bytes"});
    const std::size_t size_at = in.last_offset();
    in.mark(data - 1, 1, "separator");

    const std::size_t available = end - data;
    const std::size_t size = lead.size < available ? lead.size : available;
    in.mark(data, size, "photo data", field_kind::value);
    m.set_text(attribute::photo_data, frame.sub(data, size), text_form::hex);
    const bytes_view tail = frame.sub(data + size, end - data - size);
    const bool line_end = tail.size() <= 2 && (tail.empty() || is_separator(tail[0]));
    in.mark(data + size, tail.size(), "line end", line_end ? field_kind::delimiter : field_kind::unknown);
    if (size != lead.size || !line_end) {
        m.fault(error_code::bad_length, info(attribute::photo_length).key, size_at);
        if (!line_end) { m.add_named("unknown.trailing", tail); }
    } else {
        m.set(attribute::photo_length, static_cast<std::int64_t>(size));
    }

    const bool sound = m.error_count == 0;
    switch (judge_chunk(state.photo, lead.offset, sound ? size : 0)) {
        case chunk_effect::stray:
        case chunk_effect::duplicate: return;
        case chunk_effect::next: state.photo.offset += static_cast<std::uint32_t>(size); break;
        case chunk_effect::gap:
            if (size == 0) { return; }  // a device that answers with nothing would be asked for ever
            break;
    }
    if (state.photo.offset == state.photo.size) {
        state.photo = {};
    } else {
        request_photo(m, state.photo);
    }
}

// ---- the assembler ------------------------------------------------------------------------------------------------

/// What an assembler has just learned.
enum class photo_event : std::uint8_t {
    nothing,    ///< the message has nothing to do with the transfer, or was a duplicate
    no_photo,   ///< the device has no picture (`$PHO0`)
    too_large,  ///< announced larger than the buffer: not fetched
    started,    ///< a new picture; one that was being fetched is dropped
    stored,     ///< a piece was taken
    refused,    ///< a piece out of place or broken: the wanted one is asked for again
    repeated,   ///< time is up: the same request once more
    complete,   ///< the picture is there
    gave_up,    ///< no answer after all tries: what came is kept, see `picture`
    paused,     ///< the connection was lost: only a new announcement begins again
};

/// What happened, and what to send now.
struct photo_step {
    photo_event what = photo_event::nothing;
    photo_request request;
};

struct photo_options {
    std::uint32_t chunk = photo_chunk;  ///< bytes to ask for at once, at least 1
    std::uint32_t retry_ms = 30'000;    ///< without an answer the request is repeated
    std::uint32_t tries = 3;            ///< requests for one piece before it is given up, the first included
};

/// Fetches pictures of one connection into a buffer. The caller hands over every message, calls `on_time` now and
/// then, and sends the requests. It takes the place of the replies that the messages carry.
/// Lifetime: the buffer lives as long as the assembler. Times: any clock of the caller, milliseconds.
class photo_assembler {
public:
    constexpr photo_assembler(std::uint8_t* buffer, std::size_t capacity, const photo_options& options = {}) noexcept
        : buffer_(buffer), capacity_(capacity), options_(options) {}

    constexpr photo_step on(const message& m, time_ms now) noexcept {
        if (m.protocol != &protocol) { return {}; }
        switch (m.kind) {
            case message_kind::photo: return announced(m, now);
            case message_kind::photo_data: return chunk(m, now);
            case message_kind::malformed: return broken(m, now);
            default: return {};
        }
    }
    /// Repeats the request when its time is up; gives up after the last try.
    constexpr photo_step on_time(time_ms now) noexcept {
        if (!fetching_ || now - asked_ < static_cast<time_ms>(options_.retry_ms)) { return {}; }
        if (tries_ >= options_.tries) {
            fetching_ = false;
            return {photo_event::gave_up, {}};
        }
        return ask(photo_event::repeated, now);
    }
    /// The connection was lost. Whether a transfer may go on afterwards is unknown (bofan.md 11.4).
    constexpr photo_step on_disconnect() noexcept {
        if (!fetching_) { return {}; }
        fetching_ = false;
        return {photo_event::paused, {}};
    }

    [[nodiscard]] constexpr bool fetching() const noexcept { return fetching_; }
    [[nodiscard]] constexpr bool complete() const noexcept { return part_.size != 0 && part_.offset == part_.size; }
    /// Size as announced; 0 before the first announcement.
    [[nodiscard]] constexpr std::uint32_t size() const noexcept { return part_.size; }
    /// What has come so far, without gaps. Lifetime: until the next announcement.
    [[nodiscard]] constexpr bytes_view picture() const noexcept TRACKWIRE_LIFETIMEBOUND {
        return {buffer_, part_.offset};
    }
    /// Whether the bytes begin like a JPEG file, FF D8.
    [[nodiscard]] constexpr bool starts_as_jpeg() const noexcept {
        return part_.offset >= 2 && buffer_[0] == 0xFF && buffer_[1] == 0xD8;
    }
    /// Whether the picture is complete and ends like a JPEG file, FF D9.
    [[nodiscard]] constexpr bool ends_as_jpeg() const noexcept {
        return complete() && part_.size >= 2 && buffer_[part_.size - 2] == 0xFF && buffer_[part_.size - 1] == 0xD9;
    }

private:
    constexpr photo_step announced(const message& m, time_ms now) noexcept {
        if (m.has(attribute::bofan_no_photo)) { return {photo_event::no_photo, {}}; }
        const maybe<std::int64_t> size = m.number(attribute::photo_size);
        if (!size) { return {}; }
        fetching_ = false;
        part_ = {static_cast<std::uint32_t>(*size), 0};
        if (part_.size > capacity_) {
            part_ = {};
            return {photo_event::too_large, {}};
        }
        fetching_ = true;
        tries_ = 0;
        return ask(photo_event::started, now);
    }
    constexpr photo_step chunk(const message& m, time_ms now) noexcept {
        if (!fetching_) { return {}; }
        const bytes_view data =
            m.has(attribute::photo_data) ? m[attribute::photo_data].text().bytes.wire() : bytes_view();
        const auto offset = static_cast<std::uint32_t>(m.number(attribute::photo_offset).value_or(0));
        switch (judge_chunk(part_, offset, m.error_count == 0 ? data.size() : 0)) {
            case chunk_effect::stray:
            case chunk_effect::duplicate: return {};
            case chunk_effect::gap: return again(now);
            case chunk_effect::next: break;
        }
        for (std::size_t i = 0; i < data.size(); ++i) { buffer_[offset + i] = data[i]; }
        part_.offset += static_cast<std::uint32_t>(data.size());
        tries_ = 0;
        if (part_.offset == part_.size) {
            fetching_ = false;
            return {photo_event::complete, {}};
        }
        return ask(photo_event::stored, now);
    }
    /// A full frame that failed its check and whose body began as photo data.
    constexpr photo_step broken(const message& m, time_ms now) noexcept {
        return fetching_ && m.frame.sub(5).starts_with("$PHD") ? again(now) : photo_step{};
    }
    /// Asks for the same piece, within the tries: a device that keeps sending rubbish is left to the clock.
    constexpr photo_step again(time_ms now) noexcept {
        if (tries_ >= options_.tries) { return {photo_event::refused, {}}; }
        return ask(photo_event::refused, now);
    }
    constexpr photo_step ask(photo_event what, time_ms now) noexcept {
        asked_ = now;
        ++tries_;
        return {what, next_request(part_, options_.chunk)};
    }

    std::uint8_t* buffer_;
    std::size_t capacity_;
    photo_options options_;
    transfer part_;
    time_ms asked_ = 0;
    std::uint32_t tries_ = 0;
    bool fetching_ = false;
};

}  // namespace trackwire::inline v0::bofan
