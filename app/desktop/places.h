// Where things lie on the disk.
#pragma once

#include <QString>

namespace deepwell {

struct Places {
  QString config;  // settings.ini
  QString data;    // chats, connections.jsonl
  QString models;  // what was downloaded
  QString logs;
  bool portable = false;  // all of it below one folder

  // Everything below `dir` (--data): for a stick, for tests.
  static Places below(const QString& dir);
  // As the XDG base directory specification has it: ~/.config, ~/.local/share and ~/.local/state, or what the environment says.
  static Places standard();

  QString settingsFile() const { return config + QStringLiteral("/settings.ini"); }
  QString connectionsFile() const { return data + QStringLiteral("/connections.jsonl"); }

  // Makes the folders, new ones for their owner only; settings that an older Deepwell kept beside the chats move to theirs.
  // False: a folder cannot be made; `problem` is one line that names it.
  bool prepare(QString* problem) const;
};

}  // namespace deepwell
