// What tells a model from others wherever it lies and whatever it is called: the number and sizes of its files, and the first and
// last bytes of the first. Not a check of its contents: that is what its SHA-256 is for.
#pragma once

#include "app/library/scan/model_entry.h"

namespace deepwell {

// 32 hex digits; empty: it cannot be read. Reads 128 KiB.
QString modelIdentity(const FoundModel& model);

}  // namespace deepwell
