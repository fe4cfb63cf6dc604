// refused: deleted (function|constructor)
#include <trackwire/record/message.hpp>

// A message is a view into the frame: what is to be kept is copied out of it.
inline bool keep(const trackwire::message& m) {
#ifdef MUST_NOT_COMPILE
    const trackwire::message kept = m;
#else
    const auto kept = m.fixed<24>(trackwire::attribute::device_id);
#endif
    (void)kept;
    return true;
}
