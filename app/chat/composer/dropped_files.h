// What a person means by dropping files on the window.
#pragma once

#include <QList>
#include <QUrl>

namespace deepwell {

struct DroppedFiles {
  QUrl model;            // a .gguf, a .safetensors, or a folder that holds one; empty: none. Also an address that is no file.
  QList<QUrl> exports;   // chats that this or another program has exported: a .json that looks like it, or a .zip
  QList<QUrl> others;    // for the next question
};

// Looks at names, and into folders and .json files (their first 64 KiB).
DroppedFiles sortDropped(const QList<QUrl>& files);

}  // namespace deepwell
