// Links of Hugging Face's cache, which can lie anywhere: models--org--name/snapshots/<revision>/<file> -> ../../blobs/<hash>.
#pragma once

#include <QFileInfo>

namespace deepwell {

// A link below "snapshots" to a blob beside that.
bool isHubLink(const QFileInfo& file);

}  // namespace deepwell
