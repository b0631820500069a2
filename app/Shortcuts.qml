import QtQml
import QtQuick
import Deepwell.Commands

// The keys of the commands. Where a sheet, a menu or the palette is open, Qt gives the keys of this item to what is inside of
// that only: a chat is not made behind the settings. Those of commands that are for everywhere work there too.
Item {
    id: root

    required property CommandList commands
    property bool active: true
    property bool everywhere: true   // false: another one has those

    Instantiator {
        model: root.commands
        delegate: Shortcut {
            required property Command command

            // Esc goes to what has the focus first: menus, fields, then the answer.
            sequences: command.name === "chat.stop" ? [] : command.keys
            context: command.everywhere ? Qt.ApplicationShortcut : Qt.WindowShortcut
            enabled: command.enabled && (command.everywhere ? root.everywhere : root.active)
            onActivated: command.trigger()
        }
    }
}
