import QtQuick
import QtQuick.Layouts
import Deepwell.Settings
import Deepwell.Style

// A setting: its name, a line that explains it, and its control at the right, or below where the words had no room.
GridLayout {
    id: root

    required property string name
    property string about: ""
    property string problem: ""   // with what is set
    property bool offered: true   // false: not there at all, whatever is searched
    default property alias control: slot.data

    visible: offered && SettingsFilter.finds(SettingsFilter.text, name, about)
    width: parent?.width ?? 0
    columns: width - slot.childrenRect.width < 170 ? 1 : 2
    columnSpacing: Theme.space4
    rowSpacing: Theme.space2
    opacity: enabled ? 1 : 0.5

    Column {
        Layout.fillWidth: true
        spacing: 1

        Text {
            width: parent.width
            text: root.name
            textFormat: Text.PlainText
            color: Theme.text
            wrapMode: Text.Wrap
            font.pixelSize: Theme.label
        }
        Text {
            width: parent.width
            visible: text !== ""
            text: root.about
            textFormat: Text.PlainText
            color: Theme.textFaint
            wrapMode: Text.Wrap
            font.pixelSize: Theme.tiny
        }
        Text {
            objectName: "settingProblem"
            width: parent.width
            visible: text !== ""
            text: root.problem
            textFormat: Text.PlainText
            color: Theme.danger
            wrapMode: Text.Wrap
            font.pixelSize: Theme.tiny
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }
    Item {
        id: slot

        Layout.preferredWidth: childrenRect.width
        Layout.preferredHeight: Math.max(childrenRect.height, Theme.controlHeight - 8)
        Layout.alignment: Qt.AlignVCenter
    }
}
