import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Style

MenuItem {
    id: root

    property string iconName: subMenu?.iconName ?? ""
    property string note: ""                      // at the right: a shortcut or a state
    property string detail: subMenu?.detail ?? "" // a second line
    property int detailLines: subMenu?.detailLines ?? 1 // at most; more than one: it wraps
    property bool danger: false
    property bool exclusive: false // one of several of which one is chosen
    property bool chosen: false
    readonly property color foreground: danger ? Theme.danger : Theme.text

    objectName: subMenu ? subMenu.objectName + "Item" : ""
    implicitHeight: !visible ? 0 : detail === "" ? Theme.controlHeight - 2
                                 : Math.max(Theme.controlHeight + 14, words.implicitHeight + 12)
    implicitWidth: 240
    horizontalPadding: 9
    opacity: enabled || detail !== "" ? 1 : 0.45 // why it is disabled stays readable

    Accessible.role: Accessible.MenuItem
    Accessible.name: text
    Accessible.description: detail
    Accessible.checkable: exclusive
    Accessible.checked: chosen

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.down ? Theme.pressed : root.highlighted ? Theme.hover : "transparent"
    }
    indicator: null
    arrow: null
    contentItem: Item {
        Icon {
            id: picture

            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== ""
            width: visible ? 17 : 0
            height: 17
            name: root.iconName
            color: root.danger ? Theme.danger : Theme.textMuted
            opacity: root.enabled ? 1 : 0.5
        }
        Column {
            id: words

            anchors.left: picture.right
            anchors.leftMargin: picture.visible ? 9 : 0
            anchors.right: noteText.left
            anchors.rightMargin: noteText.visible ? 9 : 0
            anchors.verticalCenter: parent.verticalCenter
            spacing: 1

            Text {
                width: parent.width
                text: root.text
                textFormat: Text.PlainText
                color: root.enabled ? root.foreground : Theme.textFaint
                elide: root.subMenu ? Text.ElideRight : Text.ElideMiddle
                font.pixelSize: Theme.label
            }
            Text {
                width: parent.width
                visible: root.detail !== ""
                text: root.detail
                textFormat: Text.PlainText
                color: Theme.textFaint
                wrapMode: root.detailLines > 1 ? Text.Wrap : Text.NoWrap
                maximumLineCount: root.detailLines
                elide: root.detailLines > 1 ? Text.ElideRight : Text.ElideMiddle
                font.pixelSize: Theme.tiny
            }
        }
        Text {
            id: noteText

            anchors.right: more.left
            anchors.rightMargin: more.visible ? 4 : 0
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: root.chosen ? "✓" : root.note
            textFormat: Text.PlainText
            color: Theme.textFaint
            font.pixelSize: Theme.tiny
        }
        Icon {
            id: more

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: root.subMenu !== null
            width: visible ? 15 : 0
            height: 15
            name: "chevron-right"
            color: Theme.textFaint
        }
    }
}
