import QtQuick
import QtQuick.Layouts
import Deepwell.Desktop
import Deepwell.Style

// A folder with what is in it, its size, and the way there.
RowLayout {
    id: root

    required property string name
    required property string path
    required property string size

    width: parent?.width ?? 0
    spacing: Theme.space3

    Column {
        Layout.fillWidth: true
        spacing: 1

        Text {
            width: parent.width
            text: root.name
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.label
        }
        Text {
            width: parent.width
            text: root.path
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
            color: Theme.textFaint
            font.pixelSize: Theme.tiny
        }
    }
    Text {
        text: root.size
        textFormat: Text.PlainText
        color: Theme.textMuted
        font.pixelSize: Theme.small
    }
    IconButton {
        objectName: "openPlace"
        iconName: "folder"
        text: qsTr("Open folder: %1").arg(root.name)
        onClicked: Outside.showFolder(root.path)
    }
}
