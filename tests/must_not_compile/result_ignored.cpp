// refused: (nodiscard|ignoring return)
#include <trackwire/record/json.hpp>

inline bool write(const trackwire::message& m) {
    char json[64];
#ifdef MUST_NOT_COMPILE
    trackwire::write_json(m, {}, json, sizeof json);  // perhaps it did not fit
    return true;
#else
    return bool(trackwire::write_json(m, {}, json, sizeof json));
#endif
}
