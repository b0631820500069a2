// The desktop's own file dialogs, with its bookmarks, recent files and previews: another program of the session shows them
// (xdg-desktop-portal, https://flatpak.github.io/xdg-desktop-portal), outside of the sandbox, and says what was chosen.
#pragma once

namespace deepwell {

// Makes Qt ask the portal for dialogs of files where the session has one; without, Qt draws plain ones of its own in the window. To be
// called before QGuiApplication is made, and left out by QT_QPA_PLATFORMTHEME, which is a person's choice. A portal that does
// not answer within a second is left alone.
void useDesktopsFileDialogs();

}  // namespace deepwell
