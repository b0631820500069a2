import QtQuick
import QtQuick.Layouts
import Deepwell.Style

// A connection that the download helper made.
Item {
    id: root

    required property string time
    required property string host
    required property string address
    required property string purpose
    required property string received
    required property string sent
    required property bool closed

    implicitHeight: lines.height + 2 * 7
    Accessible.role: Accessible.ListItem
    Accessible.name: purpose + ", " + host + ", " + time + ", " + amount.text

    Rectangle { y: parent.height - 1; width: parent.width; height: 1; color: Theme.border; opacity: 0.6 }
    ColumnLayout {
        id: lines

        x: Theme.space3
        y: 7
        width: parent.width - 2 * x
        spacing: 1

        RowLayout {
            spacing: Theme.space3

            Text {
                Layout.fillWidth: true
                text: root.host
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font.pixelSize: Theme.small
                font.weight: Font.Medium
            }
            Text {
                text: root.time
                textFormat: Text.PlainText
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
        }
        RowLayout {
            spacing: Theme.space3

            Text {
                Layout.fillWidth: true
                text: root.purpose + " · " + root.address
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.textMuted
                font.pixelSize: Theme.tiny
            }
            Text {
                id: amount

                text: root.closed ? qsTr("%1 received, %2 sent").arg(root.received).arg(root.sent) : qsTr("amount not known")
                textFormat: Text.PlainText
                color: Theme.textMuted
                font.pixelSize: Theme.tiny
            }
        }
    }
}
