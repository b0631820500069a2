import QtQuick
import QtQuick.Layouts
import Deepwell.Privacy
import Deepwell.Style

// Whether the kernel keeps this window off the network: what it answered just now.
Rectangle {
    id: root

    readonly property color tint: Privacy.inForce ? Theme.link : Theme.danger

    objectName: "sandboxCard"
    implicitHeight: column.height + 2 * Theme.space4
    radius: Theme.radius
    color: Privacy.inForce ? Theme.accentSoft : Theme.dangerSoft
    border.width: 1
    border.color: Qt.alpha(tint, 0.4)
    Accessible.role: Accessible.Grouping
    Accessible.name: headline.text

    Column {
        id: column

        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * x
        spacing: Theme.space3

        RowLayout {
            width: parent.width
            spacing: Theme.space2 + 2

            Icon {
                Layout.preferredWidth: 20
                Layout.preferredHeight: 20
                Layout.alignment: Qt.AlignTop
                name: Privacy.inForce ? "lock" : "warning"
                color: root.tint
            }
            Text {
                id: headline

                objectName: "sandboxHeadline"
                Layout.fillWidth: true
                text: Privacy.inForce ? qsTr("This window cannot reach the network")
                    : Privacy.switchedOff ? qsTr("The sandbox is switched off (--no-sandbox)")
                    : qsTr("Nothing but Deepwell's own code keeps this window off the network")
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.label + 1
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
        }
        Text {
            objectName: "sandboxWords"
            width: parent.width
            text: Privacy.inForce
                ? qsTr("The part of Deepwell that holds your chats and runs the model has given up internet sockets when it started, for good. The kernel of this computer refuses them: a fault in Deepwell, or in a model's file, cannot open a connection itself. Two doors lead out: a link that you open, after you have seen its address and confirmed it, goes to your browser; and deepwell-fetch, another program that runs only while you search or download, connects to the hub for this window and is not given your chats. Other programs on this computer are not covered.")
                : Privacy.switchedOff
                ? qsTr("Deepwell was started with --no-sandbox, which is meant for debuggers. It still connects nowhere by itself, but the kernel does not enforce that. Start it without this option.")
                : qsTr("Deepwell asked the kernel to refuse it internet sockets, without success: %1. It still connects nowhere by itself, but nothing enforces that.").arg(Privacy.problem !== "" ? Privacy.problem : qsTr("the filter is not in force"))
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            lineHeight: 1.15
            color: Theme.text
            font.pixelSize: Theme.small
        }
        Column {
            width: parent.width
            spacing: 5

            Text {
                width: parent.width
                text: qsTr("Tested at %1, by asking the kernel:").arg(Privacy.testedAt)
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
            Repeater {
                model: Privacy.facts

                RowLayout {
                    id: fact

                    required property var modelData
                    required property int index

                    objectName: "sandboxFact" + index
                    width: column.width
                    spacing: 8
                    Accessible.role: Accessible.StaticText
                    Accessible.name: modelData.question + ": " + modelData.answer

                    Icon {
                        Layout.alignment: Qt.AlignTop
                        Layout.topMargin: 2
                        Layout.preferredWidth: 14
                        Layout.preferredHeight: 14
                        name: fact.modelData.good ? "check" : "close"
                        color: fact.modelData.good ? Theme.link : Theme.danger
                    }
                    Text {
                        Layout.fillWidth: true
                        text: qsTr("%1: %2").arg(fact.modelData.question).arg(fact.modelData.answer)
                        textFormat: Text.PlainText
                        wrapMode: Text.Wrap
                        color: Theme.text
                        font.pixelSize: Theme.small
                    }
                }
            }
        }
        PushButton {
            objectName: "testSandbox"
            compact: true
            iconName: "refresh"
            text: qsTr("Test again")
            onClicked: Privacy.test()
        }
    }
}
