import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

// A file that goes, or went, with a question.
AbstractButton {
    id: root

    required property string name
    property string detail: ""
    property bool reading: false
    property bool removable: false
    property int widest: 260
    signal removed()

    implicitHeight: 36
    implicitWidth: Math.min(widest, row.implicitWidth + 18 + (removable ? 26 : 0))
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    text: detail === "" ? name : qsTr("%1, %2").arg(name).arg(detail)
    Keys.onReturnPressed: clicked()
    Keys.onDeletePressed: if (removable) removed()
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()

    Hint { visible: root.hovered || root.visualFocus; text: root.text }
    background: Rectangle {
        radius: Theme.radius - 1
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : Theme.surface
        border.width: 1
        border.color: root.hovered ? Theme.borderStrong : Theme.border
        FocusRing { control: root; gap: 1 }
    }
    contentItem: Item {
        Row {
            id: row

            x: 9
            anchors.verticalCenter: parent.verticalCenter
            spacing: 7

            ProgressRing {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.reading
                implicitWidth: 15
                implicitHeight: 15
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: !root.reading
                width: 16
                height: 16
                name: "file"
                color: Theme.textMuted
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter

                Text {
                    width: Math.min(implicitWidth, root.widest - 34 - (root.removable ? 30 : 10))
                    text: root.name
                    textFormat: Text.PlainText
                    elide: Text.ElideMiddle
                    color: Theme.text
                    font.pixelSize: Theme.small
                }
                Text {
                    width: Math.min(implicitWidth, root.widest - 34 - (root.removable ? 30 : 10))
                    visible: root.detail !== ""
                    text: root.detail
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    color: Theme.textFaint
                    font.pixelSize: Theme.tiny - 1
                }
            }
        }
        IconButton {
            objectName: "removeFile"
            anchors.right: parent.right
            anchors.rightMargin: 4
            anchors.verticalCenter: parent.verticalCenter
            visible: root.removable
            size: 24
            iconSize: 14
            iconName: "close"
            text: qsTr("Remove %1").arg(root.name)
            onClicked: root.removed()
        }
    }
}
