// Fences marked "math", as GitHub has them, hold display formulas. Those marked "latex" or "tex" stay code: who asks a model
// for LaTeX wants to read and copy it.
#pragma once

#include <QByteArrayView>

#include "app/chat/markdown/block.h"

namespace deepwell {

// The formulas of a code block, with blank lines between them, as blocks; the block as it is where it is other code, a page
// of a longer one, or has something that is no formula we know.
QList<Block> withFormulas(const Block& block);

// Whether the last line of a text is one that closes a fence, also in a quote.
bool endsWithFence(QByteArrayView text);

}  // namespace deepwell
