// Which Deepwell this is.
#pragma once

#include <QString>

namespace deepwell {

// "0.1.0", or "0.1.0 (9463eb2)" where it was configured in a git checkout.
QString buildInfo();

}  // namespace deepwell
