// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The history of one lock, put in order. A lock sends the newest report first and its backlog later, repeats what was
/// not acknowledged, and tells of an opening without coverage hours after it happened (jointech.md 12). A `timeline`
/// takes the reports in the order in which they arrive and answers:
///
///   - where in the history a report belongs, and whether it is behind what is known by now;
///   - whether it is a repetition;
///   - how the lock stands now, and since when: an older report never overwrites a newer one.
///
/// It copies what it needs; no message and no frame is kept. Storage: `N` entries inside the timeline; when it is full
/// the oldest entry leaves, and the outcome says so. See docs/lock-timeline.md.

#include <trackwire/core/list.hpp>
#include <trackwire/record/message.hpp>

namespace trackwire::inline v0 {

/// Earlier than any time.
inline constexpr time_ms before_everything = -0x7FFFFFFFFFFFFFFF - 1;
/// How far a device's clock may be ahead of the program's: a day, in milliseconds.
inline constexpr time_ms clock_tolerance = 86'400'000;

/// What the time of an entry is worth.
enum class report_clock : std::uint8_t {
    none,   ///< the device's clock was not set: the entry is placed where it arrived
    utc,    ///< UTC
    local,  ///< a zone that is not proven: in order among themselves only
};

/// The alarms of an entry: a bit each.
class alarm_set {
public:
    constexpr void add(alarm a) noexcept { bits_ |= bit(a); }
    [[nodiscard]] constexpr bool contains(alarm a) const noexcept { return (bits_ & bit(a)) != 0; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    friend constexpr bool operator==(const alarm_set&, const alarm_set&) noexcept = default;

private:
    static constexpr std::uint64_t bit(alarm a) noexcept { return std::uint64_t{1} << static_cast<unsigned>(a); }
    static_assert(sizeof alarm_names / sizeof *alarm_names <= 64);

    std::uint64_t bits_ = 0;
};

/// One report, without its frame.
struct timeline_entry {
    message_kind kind = message_kind::unknown;
    report_clock clock = report_clock::none;
    time_ms time = 0;           ///< of the event if the wire has it apart, else of the report; 0 with clock `none`
    std::uint32_t arrival = 0;  ///< how many reports had arrived before
    maybe<bool> stored;         ///< replayed from the device's memory
    maybe<std::uint32_t> serial;

    fixed_list<event, 16> events;
    bool events_cut = false;  ///< there were more; no known lock sends so many
    alarm_set alarms;
    maybe<unlock_method> method;
    maybe<unlock_result> result;
    maybe<std::uint32_t> card;
    maybe<std::uint8_t> fence;

    maybe<lock_motor> motor;
    maybe<lock_rope> rope;
    maybe<lock_cover> cover;
    maybe<lock_state> lock;
    maybe<valve_state> valve;

    std::uint64_t content = 0;  ///< hash of what the report says about the lock; see `is_repetition`
    std::uint64_t marks = 0;    ///< hash of what marks a replay
    time_ms order = 0;          ///< place in the history: `time`; else when it was received; else behind the newest

    /// Somebody opened: an unlocking that was granted, or a valve that opened.
    [[nodiscard]] constexpr bool opening() const noexcept {
        if (result && *result == unlock_result::granted) { return true; }
        for (const event& e : events) {
            if (e.code == event_code::unlock || e.code == event_code::valve_opened) { return true; }
        }
        return false;
    }
    /// A replay without a time: nobody can tell where it belongs. It fills what is not known, and overwrites nothing.
    [[nodiscard]] constexpr bool unplaced() const noexcept {
        return clock == report_clock::none && stored.value_or(false);
    }
};

namespace detail {

/// What belongs to the delivery of a report and not to what it says: serials, because a repetition may get a new one;
/// the carrier of a slave report, its clock and its radio.
inline constexpr attribute delivery_attributes[] = {attribute::serial, attribute::jointech_frame_serial,
                                                    attribute::relay_id, attribute::relay_time, attribute::link_rssi};
/// What differs between a report and its replay: the replay bits of event and gateway word, the data type, the number
/// of records that wait.
inline constexpr attribute replay_marks[] = {attribute::stored,          attribute::jointech_data_type,
                                             attribute::raw_event,       attribute::raw_gateway,
                                             attribute::jointech_cached, attribute::jt808_batch_type};

template <std::size_t N>
[[nodiscard]] constexpr bool is_listed(attribute a, const attribute (&list)[N]) noexcept {
    for (const attribute listed : list) {
        if (a == listed) { return true; }
    }
    return false;
}

/// FNV-1a, 64 bits. Secrets are left out: a hash of six digits can be guessed.
class content_hash final : public extra_visitor {
public:
    constexpr explicit content_hash(const message& m) noexcept : message_(&m) {}

    constexpr void byte(std::uint8_t b) noexcept { value_ = (value_ ^ b) * 0x100000001B3U; }
    constexpr void number(std::uint64_t v) noexcept {
        for (unsigned i = 0; i < 8; ++i) { byte(static_cast<std::uint8_t>(v >> 8 * i & 0xFFU)); }
    }
    constexpr void bytes(const wire_view& text) noexcept {
        const bool secrets = message_->has_secrets();
        for (auto it = text.begin(); it != text.end(); ++it) {
            if (!secrets || !message_->is_secret(it.wire())) { byte(*it); }
        }
        byte(0);
    }
    constexpr void attribute_value(attribute a) noexcept {
        byte(static_cast<std::uint8_t>(a));
        const attribute_type type = info(a).type;
        if (type == attribute_type::text || type == attribute_type::list) {
            bytes((*message_)[a].text().bytes);
        } else {
            number(static_cast<std::uint64_t>((*message_)[a].number()));
        }
    }
    constexpr void number(const extra_key& key, std::int64_t v) noexcept override {
        number(key.number);
        number(static_cast<std::uint64_t>(v));
    }
    constexpr void text(const extra_key& key, const text_value& v) noexcept override {
        number(key.number);
        bytes(v.bytes);
    }
    [[nodiscard]] constexpr std::uint64_t value() const noexcept { return value_; }

private:
    const message* message_;
    std::uint64_t value_ = 0xCBF29CE484222325U;
};

/// Whether an attribute describes the carrier of the report: a master's position stands in a slave's report.
[[nodiscard]] constexpr bool is_of_carrier(const message& m, attribute a) noexcept {
    return m.has(attribute::relay_id) && a >= attribute::position_valid && a <= attribute::position_of;
}

constexpr void hash_content(const message& m, timeline_entry& e) noexcept {
    content_hash content(m);
    content_hash marks(m);
    for (std::size_t i = 0; i < attribute_count; ++i) {
        const auto a = static_cast<attribute>(i);
        if (!m.has(a) || is_listed(a, delivery_attributes) || is_of_carrier(m, a)) { continue; }
        (is_listed(a, replay_marks) ? marks : content).attribute_value(a);
    }
    for (const alarm a : m.alarms) { content.byte(static_cast<std::uint8_t>(a)); }
    for (const event& happened : m.events) {
        content.byte(static_cast<std::uint8_t>(happened.code));
        content.number(happened.number());
    }
    constexpr list_place places[] = {list_place::cells, list_place::vendor, list_place::unknown};
    for (const list_place place : places) { m.visit_lists(content, place); }
    e.content = content.value();
    e.marks = marks.value();
}

/// An enumeration of the record.
template <class Word>
[[nodiscard]] constexpr maybe<Word> word_of(const message& m, attribute a) noexcept {
    const maybe<std::int64_t> v = m.number(a);
    return v ? maybe<Word>(static_cast<Word>(*v)) : maybe<Word>();
}
template <class Int>
[[nodiscard]] constexpr maybe<Int> number_of(const message& m, attribute a) noexcept {
    return word_of<Int>(m, a);
}

}  // namespace detail

/// Takes over what a timeline keeps of a message; `arrival` and `order` are the timeline's.
[[nodiscard]] constexpr timeline_entry make_timeline_entry(const message& m) noexcept {
    timeline_entry e;
    e.kind = m.kind;
    constexpr attribute clocks[] = {attribute::event_time, attribute::time, attribute::time_local};
    for (const attribute a : clocks) {
        if (e.clock != report_clock::none || !m.has(a)) { continue; }
        e.clock = a == attribute::time_local ? report_clock::local : report_clock::utc;
        e.time = m[a].number();
    }
    e.stored = m.get<attribute::stored>();
    e.serial = detail::number_of<std::uint32_t>(m, attribute::serial);
    for (const event& happened : m.events) { e.events_cut = !e.events.add(happened) || e.events_cut; }
    for (const alarm a : m.alarms) { e.alarms.add(a); }
    e.method = detail::word_of<unlock_method>(m, attribute::unlock_method);
    e.result = detail::word_of<unlock_result>(m, attribute::unlock_result);
    e.card = detail::number_of<std::uint32_t>(m, attribute::unlock_card);
    e.fence = detail::number_of<std::uint8_t>(m, attribute::unlock_fence);
    e.motor = detail::word_of<lock_motor>(m, attribute::lock_motor);
    e.rope = detail::word_of<lock_rope>(m, attribute::lock_rope);
    e.cover = detail::word_of<lock_cover>(m, attribute::lock_cover);
    e.lock = detail::word_of<lock_state>(m, attribute::lock_state);
    e.valve = detail::word_of<valve_state>(m, attribute::valve_state);
    detail::hash_content(m, e);
    return e;
}

/// Whether two reports of one lock are the same one, sent twice: kind, time and content are equal. Content is all that
/// the report says about the lock; serials and the carrier of a slave report are not content. What marks a replay is
/// compared only between two live reports or two replays, so that a replay is recognised as its live twin. Without a
/// time the serial has to be equal too: two openings of a lock without a clock look alike.
/// Source: jointech.md 12 (Serials), 7.7.
[[nodiscard]] constexpr bool is_repetition(const timeline_entry& a, const timeline_entry& b) noexcept {
    if (a.kind != b.kind || a.clock != b.clock || a.time != b.time || a.content != b.content) { return false; }
    const bool same_standing = a.stored.value_or(false) == b.stored.value_or(false);
    if (same_standing && a.marks != b.marks) { return false; }
    if (a.clock != report_clock::none) { return true; }
    return same_standing && a.serial && b.serial && *a.serial == *b.serial;
}

/// One part of a lock as far as it is known.
template <class Word>
struct known_state {
    bool known = false;
    Word value{};
    report_clock clock = report_clock::none;
    time_ms time = 0;  ///< of the newest report that says so; 0 with clock `none`
    report_clock since_clock = report_clock::none;
    time_ms since = 0;  ///< of the first report that said so without another value in between; 0 likewise
    bool live = false;  ///< told by a live report
    time_ms order = 0;

    constexpr void set(const maybe<Word>& word, const timeline_entry& e) noexcept {
        if (!word || (known && keeps_against(e))) { return; }
        if (!known || value != *word) {
            since_clock = e.clock;
            since = e.time;
        }
        known = true;
        value = *word;
        clock = e.clock;
        time = e.time;
        live = !e.stored.value_or(false);
        order = e.unplaced() ? before_everything : e.order;
    }
    /// An older report does not overwrite a newer one; nor does a replay what a live report without a time said.
    [[nodiscard]] constexpr bool keeps_against(const timeline_entry& e) const noexcept {
        const bool replay = e.stored.value_or(false);
        return e.order < order || e.unplaced() || (replay && live && clock == report_clock::none);
    }
    [[nodiscard]] constexpr bool same_value(const known_state& other) const noexcept {
        return known == other.known && (!known || value == other.value);
    }
};

/// How a lock stands.
struct lock_snapshot {
    known_state<lock_motor> motor;
    known_state<lock_rope> rope;
    known_state<lock_cover> cover;
    known_state<lock_state> lock;
    known_state<valve_state> valve;

    constexpr void apply(const timeline_entry& e) noexcept {
        motor.set(e.motor, e);
        rope.set(e.rope, e);
        cover.set(e.cover, e);
        lock.set(e.lock, e);
        valve.set(e.valve, e);
    }
    [[nodiscard]] constexpr bool same_values(const lock_snapshot& o) const noexcept {
        return motor.same_value(o.motor) && rope.same_value(o.rope) && cover.same_value(o.cover) &&
               lock.same_value(o.lock) && valve.same_value(o.valve);
    }
};

/// What became of a report.
struct timeline_outcome {
    enum class fate : std::uint8_t {
        added,         ///< it is entry `index`
        repetition,    ///< entry `index` is the same report
        too_old,       ///< older than all entries, and no room: it was looked at and not kept
        other_device,  ///< of another lock: nothing was changed
        no_report,     ///< a heartbeat, a command, bytes that are no message ...: nothing was changed
    };
    fate what = fate::no_report;
    std::size_t index = 0;       ///< place in the history, 0 is the oldest entry
    bool behind = false;         ///< behind the live state: newer reports had arrived before, this one is history
    time_ms behind_by = 0;       ///< how much older it is than the newest one, if both have a time
    bool opening = false;        ///< somebody opened
    bool state_changed = false;  ///< another value in `timeline::state()`
    bool displaced = false;      ///< the storage was full:
    timeline_entry left;         ///< the oldest entry, which has left
};

/// The history of one lock, oldest entry first.
template <std::size_t N>
class timeline {
    static_assert(N > 0);

public:
    constexpr timeline() noexcept = default;
    /// Of a lock whose identity is known; otherwise the first report decides.
    constexpr explicit timeline(const fixed_text<24>& device) noexcept : device_(device) {}

    /// Takes a report in the order of arrival. `received`: the program's time of day, UTC, if it has one; a live report
    /// without a time is then placed there, and a time more than a day later is the fault of a clock and none at all:
    /// else one report from the year 2099 would stay the newest for ever.
    constexpr timeline_outcome add(const message& m, const maybe<time_ms>& received = {}) noexcept {
        if (!is_report(m.kind) || !m.has(attribute::device_id)) { return {}; }
        const fixed_text<24> device = m.fixed<24>(attribute::device_id);
        if (device_.empty()) { device_ = device; }
        timeline_entry e = make_timeline_entry(m);
        if (!(device == device_)) { return make_outcome(timeline_outcome::fate::other_device, e, 0); }
        if (received && e.clock != report_clock::none && e.time > *received + clock_tolerance) {
            e.clock = report_clock::none;
            e.time = 0;
        }
        e.arrival = arrivals_++;
        const time_ms without_time = received && !e.unplaced() ? *received : newest_;
        e.order = e.clock == report_clock::none ? without_time : e.time;
        return take(e);
    }

    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return N; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr const timeline_entry& operator[](std::size_t i) const noexcept { return entries_[i]; }
    [[nodiscard]] constexpr const timeline_entry* begin() const noexcept { return entries_; }
    [[nodiscard]] constexpr const timeline_entry* end() const noexcept { return entries_ + size_; }
    [[nodiscard]] constexpr const fixed_text<24>& device() const noexcept { return device_; }
    /// How the lock stands, by all reports so far, those that have left included.
    [[nodiscard]] constexpr const lock_snapshot& state() const noexcept { return state_; }
    /// How the lock stood right after entry `i`, by what is known today.
    [[nodiscard]] constexpr lock_snapshot state_after(std::size_t i) const noexcept {
        lock_snapshot s = before_;
        for (std::size_t k = 0; k <= i && k < size_; ++k) { s.apply(entries_[k]); }
        return s;
    }

private:
    using fate = timeline_outcome::fate;

    /// The kinds that tell of the lock itself.
    [[nodiscard]] static constexpr bool is_report(message_kind kind) noexcept {
        return kind == message_kind::position || kind == message_kind::event || kind == message_kind::slave_report ||
               kind == message_kind::photo;
    }
    /// At the same time: replays first, because a live report was made by a device that had sent all it knew.
    [[nodiscard]] static constexpr bool is_before(const timeline_entry& a, const timeline_entry& b) noexcept {
        if (a.order != b.order) { return a.order < b.order; }
        const bool a_stored = a.stored.value_or(false);
        const bool b_stored = b.stored.value_or(false);
        return a_stored != b_stored ? a_stored : a.arrival < b.arrival;
    }
    [[nodiscard]] static constexpr timeline_outcome make_outcome(fate what, const timeline_entry& e,
                                                                 std::size_t index) noexcept {
        timeline_outcome o;
        o.what = what;
        o.index = index;
        o.opening = e.opening();
        return o;
    }

    constexpr timeline_outcome take(const timeline_entry& e) noexcept {
        for (std::size_t i = size_; i > 0; --i) {
            if (is_repetition(entries_[i - 1], e)) { return weigh(make_outcome(fate::repetition, e, i - 1), i, e); }
        }
        std::size_t at = size_;
        while (at > 0 && is_before(e, entries_[at - 1])) { --at; }
        timeline_outcome o = weigh(make_outcome(fate::added, e, at), at, e);
        if (size_ < N) {
            insert(e, at);
        } else if (at == 0) {
            before_.apply(e);
            o.what = fate::too_old;
        } else {
            o.displaced = true;
            o.left = entries_[0];
            o.index = at - 1;
            replace_oldest(e, at - 1);
        }
        if (e.order > newest_) { newest_ = e.order; }
        const lock_snapshot old = state_;
        state_ = state_after(size_);
        o.state_changed = !state_.same_values(old);
        return o;
    }
    /// Compares with what is known: `next` is the entry in front of which the report stands.
    [[nodiscard]] constexpr timeline_outcome weigh(timeline_outcome o, std::size_t next,
                                                   const timeline_entry& e) const noexcept {
        o.behind = next < size_ || (e.unplaced() && size_ > 0);
        if (e.clock != report_clock::none && e.order < newest_) { o.behind_by = newest_ - e.order; }
        return o;
    }
    constexpr void insert(const timeline_entry& e, std::size_t at) noexcept {
        for (std::size_t i = size_; i > at; --i) { entries_[i] = entries_[i - 1]; }
        entries_[at] = e;
        ++size_;
    }
    constexpr void replace_oldest(const timeline_entry& e, std::size_t at) noexcept {
        before_.apply(entries_[0]);
        for (std::size_t i = 1; i < N && i <= at; ++i) { entries_[i - 1] = entries_[i]; }
        entries_[at] = e;
    }

    timeline_entry entries_[N] = {};
    std::size_t size_ = 0;
    std::uint32_t arrivals_ = 0;
    time_ms newest_ = before_everything;
    fixed_text<24> device_;
    lock_snapshot before_;  ///< by the entries that have left
    lock_snapshot state_;
};

}  // namespace trackwire::inline v0
