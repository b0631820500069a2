// What deleting a model takes away, and doing it: only the model's own files, never a folder with anything else in it.
#pragma once

#include <QDir>
#include <QStringList>

#include "app/library/scan/model_entry.h"

namespace deepwell {

struct Removal {
  QStringList files;     // weights, tokenizers, links, our receipts of them; absolute
  qint64 bytes = 0;      // that get free
  bool links = false;    // the weights are links, and what they lead to stays
  QString stop_at;       // empty folders above the files go too, but not this one
};

// Blocks; `others`: the other models, whose files stay wherever they lie (Ollama's tags and Hugging Face's revisions share blobs).
Removal removalOf(const FoundModel& model, const QList<ModelEntry>& others);

// To the trash if `for_good` is false, and where there is none not at all. Empty: done, else why not, for a person. Blocks.
QString removeFiles(const Removal& removal, bool for_good);

// Puts `file` back from `moved`, which is in what looks like a trash in `here` and is none; that goes, if nothing else is in it.
// Empty: done, else where the file lies now, for a person.
QString bringBack(const QString& moved, const QString& file, const QDir& here);

}  // namespace deepwell
