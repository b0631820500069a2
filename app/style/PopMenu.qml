import QtQuick
import QtQuick.Controls.Basic

Menu {
    id: root

    // Of the item that opens it, where it is a menu in a menu.
    property string iconName: ""
    property string detail: ""
    property int detailLines: 1
    readonly property Item shield: ClickShield { popup: root }

    padding: 5
    margins: Theme.space2
    implicitWidth: Math.max(220, contentItem.contentWidth)
    overlap: 4

    delegate: PopMenuItem {}
    background: Card {
        radius: Theme.radius + 1
        color: Theme.raised
    }
    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.quick }
        NumberAnimation { property: "scale"; from: 0.97; to: 1; duration: Theme.quick; easing.type: Easing.OutCubic }
    }
    exit: Transition { NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.quick } }
}
