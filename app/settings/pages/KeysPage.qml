import QtQuick
import Deepwell.Commands
import Deepwell.Settings
import Deepwell.Style

// Every command of the window that has a key.
Column {
    id: root

    required property CommandList commands

    Repeater {
        model: root.commands

        Item {
            id: row

            required property int index
            required property Command command
            required property bool firstKeyOfGroup
            readonly property bool shown: command.keys.length > 0 && SettingsFilter.finds(SettingsFilter.text, command.text, command.keysText)

            objectName: "key_" + command.name
            width: root.width
            visible: shown
            height: Theme.controlHeight - 2 + (heading.visible ? heading.height : 0)

            Text {
                id: heading

                visible: row.firstKeyOfGroup && !SettingsFilter.active
                height: implicitHeight + Theme.space2
                topPadding: row.index === 0 ? 0 : Theme.space4
                text: row.command.group
                color: Theme.textMuted
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Text {
                anchors.left: parent.left
                anchors.right: keys.left
                anchors.bottom: parent.bottom
                height: Theme.controlHeight - 2
                verticalAlignment: Text.AlignVCenter
                text: row.command.text
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.label
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1: %2").arg(row.command.text).arg(row.command.keysText)
            }
            Row {
                id: keys

                anchors.right: parent.right
                anchors.bottom: parent.bottom
                height: Theme.controlHeight - 2
                spacing: Theme.space2

                Repeater {
                    model: row.command.keys

                    KeyCap {
                        required property string modelData

                        anchors.verticalCenter: parent.verticalCenter
                        keys: modelData
                    }
                }
            }
        }
    }
    Item { width: 1; height: SettingsFilter.active ? 0 : Theme.space4 }
    SettingsSection {
        title: qsTr("In a chat")
        spacing: 6

        KeyRow { name: qsTr("Send"); keys: Preferences.enterSends ? "Enter" : "Ctrl+Enter" }
        KeyRow { name: qsTr("New line"); keys: Preferences.enterSends ? "Shift+Enter" : "Enter" }
        KeyRow { name: qsTr("Edit the last question"); about: qsTr("In the empty message field"); keys: "Up" }
        KeyRow { name: qsTr("Scroll the chat"); keys: "PgUp" }
        KeyRow { name: qsTr("Menu of a chat in the list"); keys: "Menu" }
    }
}
