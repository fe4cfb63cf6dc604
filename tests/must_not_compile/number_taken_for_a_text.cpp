// refused: (conversion|convert)
#include <trackwire/record/message.hpp>

// The type of a value is the table's: a speed is a number of fixed point.
inline bool known(const trackwire::message& m) {
#ifdef MUST_NOT_COMPILE
    const trackwire::maybe<trackwire::text_value> speed = m.get<trackwire::attribute::position_speed>();
#else
    const trackwire::maybe<trackwire::fixed<3>> speed = m.get<trackwire::attribute::position_speed>();
#endif
    return speed.has_value();
}
