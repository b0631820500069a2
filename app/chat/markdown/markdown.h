// Markdown (CommonMark with GitHub's tables, strike-through, task lists and bare links) into blocks, with md4c. Raw HTML
// stays text, images become their description: nothing of a message is ever rendered as HTML or fetched.
#pragma once

#include <QByteArray>
#include <QList>

#include "app/chat/markdown/block.h"

namespace deepwell {

// `source` is UTF-8 of any content.
QList<Block> parseMarkdown(const QByteArray& source);

}  // namespace deepwell
