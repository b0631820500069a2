import QtQuick
import Deepwell.Style

// What stands where a list would be: nothing is there, or not yet.
Column {
    id: root

    property string iconName: "model"
    property string title
    property string about
    property bool working: false
    default property alias actions: row.data

    spacing: Theme.space3
    width: Math.min(440, (parent?.width ?? 440) - 2 * Theme.space4)

    Item {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 46
        height: 46

        ProgressRing {
            anchors.centerIn: parent
            width: 30
            height: 30
            visible: root.working
        }
        Rectangle {
            anchors.fill: parent
            visible: !root.working
            radius: 14
            color: Theme.accentSoft

            Icon {
                anchors.centerIn: parent
                width: 24
                height: 24
                name: root.iconName
                color: Theme.accent
            }
        }
    }
    Text {
        width: parent.width
        text: root.title
        textFormat: Text.PlainText
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        color: Theme.text
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Text {
        width: parent.width
        visible: text !== ""
        text: root.about
        textFormat: Text.PlainText
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        lineHeight: 1.2
        color: Theme.textMuted
        font.pixelSize: Theme.label
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Flow {
        id: row

        // A Flow's own implicit width is that of its longest line, so it would never put two beside each other.
        readonly property real oneLine: {
            let sum = -spacing;
            for (let i = 0; i < children.length; ++i) if (children[i].visible) sum += children[i].width + spacing;
            return Math.max(0, sum);
        }
        readonly property real widest: {
            let most = 0;
            for (let i = 0; i < children.length; ++i) if (children[i].visible) most = Math.max(most, children[i].width);
            return most;
        }

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, oneLine > parent.width ? widest : oneLine)
        spacing: Theme.space2
    }
}
